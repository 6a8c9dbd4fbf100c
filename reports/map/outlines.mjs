// Makes outlines.txt: the countries of Natural Earth (public domain), from the npm package world-atlas, in the Natural
// Earth projection, as paths of whole numbers. The same packages give the same bytes; tests/public holds it to that.
//
//   node reports/map/outlines.mjs FOLDER >reports/map/outlines.txt      FOLDER has node_modules: tests/tools/npm
//
// A line is: code; the middle, and 1 where it is so small that it needs a dot; the path. Tabs between.
import fs from "node:fs";
import path from "node:path";
import { createRequire } from "node:module";
import { pathToFileURL } from "node:url";

const folder = process.argv[2];
if (!folder) {
	console.error("which folder has node_modules?");
	process.exit(2);
}
const require = createRequire(pathToFileURL(path.resolve(folder, "x.js")));
const { feature } = await import(pathToFileURL(require.resolve("topojson-client")));
const atlas = name => JSON.parse(fs.readFileSync(require.resolve(`world-atlas/countries-${name}.json`), "utf8"));
const iso = JSON.parse(fs.readFileSync("/usr/share/iso-codes/json/iso_3166-1.json", "utf8"))["3166-1"];
const code = new Map(iso.map(c => [c.numeric, c.alpha_2]));
const named = new Map([["Kosovo", "XK"]]);         // has no number
const WIDTH = 2000, SMALL = 60, LEFT_OUT = "AQ";   // SMALL: square units below which a dot is drawn
const EDGE = 14;                                   // a dot nearer to it would be cut
const SCALE = WIDTH / (2 * Math.PI * 0.8707);

// Natural Earth I, the polynomial of Savric, Jenny, Patterson, Petrovic and Hurni (2011). No trigonometry: exact everywhere.
function project([lon, lat]) {
	const l = lon * Math.PI / 180, f = lat * Math.PI / 180, f2 = f * f, f4 = f2 * f2;
	return [l * (0.8707 - 0.131979 * f2 + f4 * (-0.013791 + f4 * (0.003971 * f2 - 0.001529 * f4))),
		f * (1.007226 + f2 * (0.015085 + f4 * (-0.044475 + 0.028874 * f2 - 0.005916 * f4)))];
}
const place = p => { const [x, y] = project(p); return [Math.round(WIDTH / 2 + x * SCALE), Math.round(508 - y * SCALE)]; };

// The part of a ring on one side of a meridian (Sutherland and Hodgman).
function side(ring, lon, west) {
	const inside = p => west ? p[0] <= lon : p[0] >= lon, out = [];
	ring.forEach((p, i) => {
		const q = ring[(i + 1) % ring.length];
		if (inside(p))
			out.push(p);
		if (inside(p) !== inside(q))
			out.push([lon, p[1] + (q[1] - p[1]) * (lon - p[0]) / (q[0] - p[0])]);
	});
	return out;
}

// The atlas goes across the edge of the map; a map cannot. The ring is laid out in one piece, and cut there.
function cut(ring) {
	let turn = 0;
	const flat = ring.slice(0, -1).map((p, i) => {
		if (i > 0 && Math.abs(p[0] - ring[i - 1][0]) > 180)
			turn += p[0] > ring[i - 1][0] ? -360 : 360;
		return [p[0] + turn, p[1]];
	});
	return [-360, 0, 360].map(by => side(side(flat.map(p => [p[0] + by, p[1]]), 180, true), -180, false))
		.filter(r => r.length > 2).map(r => [...r, r[0]]);
}

const polygons = g => g.type === "Polygon" ? [g.coordinates] : g.type === "MultiPolygon" ? g.coordinates : [];
const rings = g => polygons(g).map(p => p.flatMap(cut));

function thinned(ring) {
	const out = [];
	for (const p of ring.map(place)) {
		const last = out.at(-1), before = out.at(-2);
		if (last && last[0] === p[0] && last[1] === p[1])
			continue;
		// on the line between its neighbours a point says nothing
		if (before && (last[0] - before[0]) * (p[1] - before[1]) === (p[0] - before[0]) * (last[1] - before[1]))
			out.pop();
		out.push(p);
	}
	return out;
}

const area = r => r.reduce((s, p, i) => { const q = r[(i + 1) % r.length]; return s + p[0] * q[1] - q[0] * p[1]; }, 0) / 2;

function drawn(ring) {
	const points = thinned(ring);
	if (points.length < 4 || Math.abs(area(points)) < 3)
		return "";
	let [x, y] = points[0], d = `M${x} ${y}l`;
	points.slice(1, -1).forEach(([a, b], i) => {
		const dx = a - x, dy = b - y;
		d += `${i && dx >= 0 ? " " : ""}${dx}${dy >= 0 ? " " : ""}${dy}`;
		[x, y] = [a, b];
	});
	return d + "z";
}

function middle(g) {
	const ring = rings(g).map(p => p[0].map(place)).sort((a, b) => Math.abs(area(b)) - Math.abs(area(a)))[0];
	const xs = ring.map(p => p[0]), ys = ring.map(p => p[1]);
	return [Math.min(WIDTH - EDGE, Math.round((Math.min(...xs) + Math.max(...xs)) / 2)), Math.round((Math.min(...ys) + Math.max(...ys)) / 2)];
}

const found = new Map();
function gather(name, draws) {
	const world = atlas(name);
	for (const f of feature(world, world.objects.countries).features) {
		const cc = code.get(f.id) ?? named.get(f.properties.name);
		if (!cc || cc === LEFT_OUT || !f.geometry || (found.has(cc) && !draws))
			continue;
		const size = rings(f.geometry).reduce((s, p) => s + Math.abs(area(p[0].map(place))), 0);
		const d = draws ? rings(f.geometry).flatMap(p => p.map(drawn)).join("") : "";
		found.set(cc, `${cc}\t${middle(f.geometry).join(" ")} ${size < SMALL ? 1 : 0}\t${d}`);
	}
}
gather("110m", true);
gather("50m", false); // the small ones: only where they are
gather("10m", false);
process.stdout.write("# Made by outlines.mjs; do not edit. Natural Earth, public domain: see LICENCE.md.\n");
for (const cc of [...found.keys()].sort())
	process.stdout.write(found.get(cc) + "\n");
