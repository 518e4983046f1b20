// What operators have done with this bridge, and how far what runs has come.

import {byId, h, put, table} from './dom.js';
import {badge} from './lists.js';
import {count, moment} from './format.js';

export function showActions(entries) {
    table(byId('actions'), 'Actions', [
        {name: 'Action', value: entry => entry.name.replaceAll('-', ' ') + (entry.dryRun ? ' (dry run)' : '')},
        {name: 'State', update: (cell, entry) => badge(cell,
            entry.failed ? 'bad' : entry.done ? 'ok' : 'warn', entry.failed ? 'failed' : entry.done ? 'done' : 'running')},
        {name: 'Began', value: entry => moment(entry.started)},
        {name: 'By', value: entry => entry.who},
        {name: 'Reason', value: entry => entry.reason},
        {name: 'Which', value: entry => entry.selection ?? ''},
        {name: 'Progress', number: true, update: (cell, entry) => {
            const bar = cell.querySelector('progress') ?? cell.appendChild(h('progress', {'aria-label': 'Progress'}));
            const text = cell.querySelector('span') ?? cell.appendChild(h('span'));
            bar.hidden = entry.done || !entry.total;
            bar.max = entry.total || 1;
            bar.value = entry.count ?? 0;
            put(text, entry.count === null || entry.count === undefined ? ''
                : entry.total && entry.total !== entry.count ? `${count(entry.count)} of ${count(entry.total)}` : count(entry.count));
        }},
        {name: 'Result', value: entry => entry.message, class: 'long'},
    ], entries, entry => entry.id, 'No action since the start of this bridge.');
}
