// openapi.mjs DOCUMENT REPLIES: is the document valid, and is every reply what it says?
//
// DOCUMENT is JSON; REPLIES has a JSON object a line: {"operation", "status", "type", "body"}. What is wrong goes to
// stdout, a line each; the exit status says whether anything is.
import fs from 'node:fs';
import {createConfig, lintFromString} from '@redocly/openapi-core';
import {Validator} from '@seriousme/openapi-schema-validator';
import Ajv from 'ajv/dist/2020.js';
import formats from 'ajv-formats';

const [, , documentPath, repliesPath] = process.argv;
const text = fs.readFileSync(documentPath, 'utf8');
const doc = JSON.parse(text);
let wrong = 0;

function say(...words) {
	wrong++;
	console.log(...words);
}

const checked = await new Validator().validate(structuredClone(doc));
if (!checked.valid) say('schema:', JSON.stringify(checked.errors));

const config = await createConfig({extends: ['recommended-strict']});
for (const p of await lintFromString({source: text, config, absoluteRef: '/openapi.json'}))
	say('lint:', p.ruleId, p.message, p.location?.[0]?.pointer ?? '');

const base = 'https://chapterv.invalid/openapi.json';
const ajv = new Ajv({strict: true, strictTypes: false, strictRequired: false, allErrors: true, allowUnionTypes: true});
formats(ajv);
ajv.addVocabulary(['components', 'example']);
ajv.addSchema({$id: base, components: {schemas: doc.components.schemas}});

const operations = {};
for (const [path, item] of Object.entries(doc.paths))
	for (const [method, operation] of Object.entries(item)) operations[operation.operationId] = {path, method, operation};

function follow(x) {
	return x?.$ref ? x.$ref.slice(2).split('/').reduce((o, k) => o[k], doc) : x;
}

const compiled = new Map();
function validator(schema) {
	const key = JSON.stringify(schema);
	if (!compiled.has(key)) compiled.set(key, ajv.compile(JSON.parse(key.replaceAll('"#/components', `"${base}#/components`))));
	return compiled.get(key);
}

// the examples of bodies are what the document says of bodies
for (const {operation} of Object.values(operations))
	for (const [type, media] of Object.entries(operation.requestBody?.content ?? {})) {
		const valid = validator(media.schema);
		if (!('example' in media)) say(operation.operationId, type, 'has no example');
		else if (!valid(media.example)) say(operation.operationId, type, JSON.stringify(valid.errors));
	}

let replies = 0;
for (const line of fs.readFileSync(repliesPath, 'utf8').split('\n').filter(Boolean)) {
	const {operation: id, status, type, body} = JSON.parse(line);
	const response = follow(operations[id].operation.responses[status]);
	replies++;
	if (!response) {
		say(id, status, 'is no answer the document knows');
		continue;
	}
	const media = response.content?.[type];
	if (!media) {
		if (type) say(id, status, type, 'is no type the document knows');
		continue;
	}
	const valid = validator(media.schema);
	if (!valid(type.endsWith('json') ? JSON.parse(body) : body)) say(id, status, JSON.stringify(valid.errors).slice(0, 2000));
}
if (replies === 0) say('there are no replies');
process.exit(wrong ? 1 : 0);
