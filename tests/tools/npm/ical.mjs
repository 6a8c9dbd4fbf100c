// Reads a calendar with ical.js and prints what a calendar program would make of it, as JSON.
//
//   node ical.mjs FILE

import { readFileSync } from 'node:fs';
import ICAL from 'ical.js';

ICAL.design.strict = true;
const calendar = new ICAL.Component(ICAL.parse(readFileSync(process.argv[2], 'utf8')));
const all = (name) => calendar.getAllProperties(name).map((p) => String(p.getFirstValue()));
console.log(JSON.stringify({
  name: all('name'),
  method: all('method'),
  version: all('version'),
  refresh: all('refresh-interval'),
  events: calendar.getAllSubcomponents('vevent').map((component) => {
    const event = new ICAL.Event(component);
    return {
      uid: event.uid,
      summary: event.summary,
      description: event.description,
      start: event.startDate.toString(),
      end: event.endDate.toString(),
      allDay: event.startDate.isDate,
      stamp: component.getFirstPropertyValue('dtstamp').toString(),
      categories: component.getFirstProperty('categories').getValues(),
      transp: component.getFirstPropertyValue('transp'),
    };
  }),
}));
