// What the public list is to programs: public.mjs jsonld|atom|html|tilt FILE... Says what is wrong;
// prints what was read of each as a line of JSON. For tilt CHAPTERV_TILT_SCHEMA names a copy of its schema.
import fs from "node:fs";

const [form, ...files] = process.argv.slice(2);

async function jsonld(text) {
	const { default: lib } = await import("jsonld");
	const options = { base: "https://example.test/subprocessors.jsonld", documentLoader: url => { throw new Error(`asks for ${url}`); } };
	return { expanded: await lib.expand(JSON.parse(text), options), quads: await lib.toRDF(JSON.parse(text), { ...options, format: "application/n-quads" }) };
}

async function atom(text) {
	const { XMLParser, XMLValidator } = await import("fast-xml-parser");
	const valid = XMLValidator.validate(text);
	if (valid !== true)
		throw new Error(JSON.stringify(valid));
	return new XMLParser({ ignoreAttributes: false, isArray: name => name === "entry" || name === "link" }).parse(text);
}

async function html(text) {
	const { HtmlValidate, StaticConfigLoader } = await import("html-validate");
	const loader = new StaticConfigLoader({ root: true, extends: ["html-validate:recommended", "html-validate:a11y"],
		rules: { "doctype-style": "off", "long-title": "off", "svg-focusable": "off", "no-inline-style": "off", "require-sri": "off" } });
	const report = await new HtmlValidate(loader).validateString(text);
	const said = report.results.flatMap(r => r.messages).map(m => `${m.line}:${m.column} ${m.ruleId}: ${m.message}`);
	if (said.length)
		throw new Error(said.join("\n"));
	return { valid: report.valid };
}

let conforms = null;

async function tilt(text) {
	if (!conforms) {
		const { default: Ajv } = await import("ajv");
		const { default: formats } = await import("ajv-formats");
		const { $schema, ...schema } = JSON.parse(fs.readFileSync(process.env.CHAPTERV_TILT_SCHEMA, "utf8"));
		const ajv = new Ajv({ strict: false, allErrors: true, unicodeRegExp: false }); // its patterns escape ":"
		formats(ajv);
		conforms = ajv.compile(schema);
	}
	if (!conforms(JSON.parse(text)))
		throw new Error(conforms.errors.map(e => `${e.instancePath} ${e.message}`).join("\n"));
	return { valid: true };
}

try {
	for (const file of files)
		console.log(JSON.stringify(await { jsonld, atom, html, tilt }[form](fs.readFileSync(file, "utf8"))));
} catch (e) {
	console.error(String(e.message ?? e));
	process.exit(1);
}
