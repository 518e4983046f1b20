// Rejected and parked: found by filter, page by page, chosen, and sent again or deleted.

import * as api from './api.js';
import {confirmAction} from './dialog.js';
import {byId, h, keyed, put, table} from './dom.js';
import {count, moment, plural} from './format.js';
import {showItem} from './item.js';

const KINDS = {rejected: 'Rejected', parked: 'Parked'};
const FIELDS = ['reason', 'source', 'provider', 'type', 'since', 'until', 'text'];
const LISTS = ['reason', 'source', 'provider', 'type'];
const PAGE = 50;

let parts = null;
let filter = {kind: 'rejected'};
let shown = {rows: [], next: null, pages: [null]};
let chosen = new Set();
let state = null;
let request = 0;

const field = (name, label, hint, list) => h('p', {class: 'field'}, h('label', {for: 'by-' + name}, label),
    h('input', {id: 'by-' + name, name, placeholder: hint, list, autocomplete: 'off', spellcheck: 'false'}));

const check = (name, label) => h('label', {class: 'check'},
    h('input', {type: 'checkbox', name, onchange: () => load(shown.pages.at(-1))}), label);

function make() {
    const form = h('form', {class: 'filter', 'aria-label': 'Filter', onsubmit: event => {
        event.preventDefault();
        location.hash = '#refused?' + new URLSearchParams(given());
    }},
    h('fieldset', {class: 'kinds'}, h('legend', {class: 'unseen'}, 'Kind'), ...Object.entries(KINDS).map(([kind, name]) =>
        h('label', {}, h('input', {type: 'radio', name: 'kind', value: kind, onchange: () => form.requestSubmit()}), name))),
    h('div', {class: 'fields'},
        field('reason', 'Reason', 'any', 'reasons'), field('source', 'Source', 'any', 'source-names'),
        field('provider', 'Platform', 'any', 'providers'), field('type', 'Type', 'any, as bounced'),
        field('since', 'Since', 'as 24h or 2026-01-06', 'times'), field('until', 'Until', 'now', 'times'),
        field('text', 'Text in the payload', 'in whatever case')),
    h('p', {class: 'buttons'}, h('button', {type: 'submit', class: 'primary'}, 'Find'),
        h('button', {type: 'button', onclick: () => location.hash = '#refused?kind=' + filter.kind}, 'Clear'),
        check('showAddresses', 'Show addresses'), check('resubmitted', 'Also what was resubmitted')),
    h('datalist', {id: 'reasons'}), h('datalist', {id: 'source-names'}), h('datalist', {id: 'providers'}),
    h('datalist', {id: 'times'}, ...['15m', '1h', '24h', '7d'].map(value => h('option', {value}))));
    const title = h('h2', {id: 'refused-title', tabindex: -1}, 'What was refused');
    const message = h('p', {class: 'message', role: 'status'});
    const bulk = h('div', {class: 'bulk', role: 'group', 'aria-label': 'Act on what was found'});
    const rows = h('div', {class: 'scroll'});
    const newer = h('button', {type: 'button', onclick: () => turn(-1)}, 'Newer');
    const older = h('button', {type: 'button', onclick: () => turn(1)}, 'Older');
    const list = h('section', {class: 'card', 'aria-labelledby': 'refused-title'}, title,
        h('p', {class: 'quiet', id: 'refused-note'}), form, h('p', {class: 'note', 'data-read-only': true, hidden: true}),
        message, bulk, rows, h('p', {class: 'buttons'}, newer, older));
    const item = h('section', {class: 'card', 'aria-labelledby': 'item-title', hidden: true});
    byId('refused').append(list, item);
    parts = {form, title, message, bulk, rows, newer, older, list, item};
}

function given() {
    const data = new FormData(parts.form);
    return Object.fromEntries(['kind', ...FIELDS].map(name => [name, (data.get(name) ?? '').trim()]).filter(([, value]) => value));
}

const isChecked = name => parts.form.elements[name].checked;

/** Suggests what the bridge knows. */
export function showChoices(latest) {
    const isFirst = state === null;
    state = latest;
    if (!parts) {
        return;
    }
    if (isFirst && !parts.item.hidden) {
        openRefused();
    }
    const offer = (id, values) => keyed(byId(id), [...new Set(values)].sort(), value => value,
        value => h('option', {value}));
    offer('reasons', filter.kind === 'parked' ? Object.keys(state.buffer.parked ?? {})
        : state.sources.flatMap(source => Object.keys(source.rejected ?? {})));
    offer('source-names', state.sources.map(source => source.name));
    offer('providers', state.sources.map(source => source.provider));
    if (shown.rows.length) {
        showBulk();
    }
}

/** #refused?kind=..&reason=.. is a list, #refused/KIND/ID one of it. */
export function openRefused() {
    if (!parts) {
        make();
    }
    const [path, query] = location.hash.slice(1).split('?');
    const [, kind, id] = path.split('/');
    const comesBack = !parts.item.hidden && !id;
    parts.item.hidden = !id;
    parts.list.hidden = Boolean(id);
    if (id) {
        if (state === null) {
            return;
        }
        showItem(parts.item, kind, decodeURIComponent(id), {showAddresses: isChecked('showAddresses'), readOnly: () => state.process.readOnly,
            back: '#refused?' + new URLSearchParams(filter)});
        return;
    }
    const before = JSON.stringify(filter);
    filter = {kind: 'rejected', ...Object.fromEntries(new URLSearchParams(query ?? ''))};
    parts.form.elements.kind.value = filter.kind;
    FIELDS.forEach(name => parts.form.elements[name].value = filter[name] ?? '');
    put(byId('refused-note'), filter.kind === 'parked'
        ? 'Parked: Kafka refused the record itself, or it was older than the retention.'
        : 'Rejected: the profile found no event in it, or a route made an invalid one. The original is kept.');
    if (comesBack) {
        parts.title.focus();
    }
    if (!comesBack || before !== JSON.stringify(filter)) {
        shown = {rows: [], next: null, pages: [null]};
    }
    load(shown.pages.at(-1));
}

function turn(step) {
    if (step > 0) {
        shown.pages.push(shown.next);
    } else {
        shown.pages.pop();
    }
    load(shown.pages.at(-1));
}

async function load(after) {
    const mine = ++request;
    chosen = new Set();
    put(parts.message, 'Looking …').dataset.level = '';
    try {
        const answer = await api.refused({...filter, limit: PAGE, after, showAddresses: isChecked('showAddresses') || '',
            resubmitted: isChecked('resubmitted') && filter.kind === 'rejected' || ''});
        if (mine !== request) {
            return;
        }
        shown = {...shown, rows: answer.rows, next: answer.next};
        put(parts.message, (answer.rows.length ? plural(answer.rows.length, 'row') + ' on this page' : 'Nothing was found')
            + (answer.next ? ', and there are more' : '')
            + (answer.complete === false ? '. The search stopped for time: Older goes on from there.' : '.')
            + (answer.note ? ' ' + answer.note : ''));
    } catch (failure) {
        if (mine !== request) {
            return;
        }
        shown = {...shown, rows: [], next: null};
        put(parts.message, failure.message).dataset.level = 'bad';
    }
    showRows();
}

function showRows() {
    const pick = (cell, row) => {
        const box = cell.firstElementChild ?? cell.appendChild(h('input', {type: 'checkbox', onchange: event => {
            event.currentTarget.checked ? chosen.add(row.id) : chosen.delete(row.id);
            showBulk();
        }}));
        box.setAttribute('aria-label', `Choose ${row.id}`);
        box.checked = chosen.has(row.id);
    };
    const link = (cell, row) => {
        const anchor = cell.firstElementChild ?? cell.appendChild(h('a', {href: `#refused/${row.kind}/${encodeURIComponent(row.id)}`}));
        put(anchor, row.reason);
        cell.title = row.detail ?? '';
    };
    const columns = [
        {name: 'Choose', update: pick},
        {name: 'Reason', update: link},
        {name: 'At', value: row => moment(row.at)},
        {name: 'Source', value: row => row.source ?? ''},
        {name: 'Platform', value: row => row.provider ?? ''},
        {name: 'Type', value: row => row.type ?? ''},
        {name: 'Tries', number: true, value: row => count(row.tries)},
        {name: 'Why, and what was sent', class: 'long', update: (cell, row) => {
            if (!cell.firstChild) {
                cell.append(h('span'), h('code', {class: 'preview'}));
            }
            put(cell.firstChild, (row.resubmitted ? `Resubmitted ${moment(row.resubmitted)}. ` : '') + (row.detail ?? ''));
            put(cell.lastChild, row.preview ?? '');
        }},
    ];
    columns.heading = 1;
    table(parts.rows, KINDS[filter.kind], columns, shown.rows, row => row.id);
    parts.newer.hidden = shown.pages.length < 2;
    parts.older.hidden = !shown.next;
    showBulk();
}

const VERBS = {
    rejected: [['rejected-resubmit', 'Resubmit', 'The originals go through the profiles and routes as they are now. '
        + 'What becomes events is sent to Kafka and marked; what is refused again stays, with its new reason.']],
    parked: [['parked-replay', 'Replay', 'The rows go back into the buffer, and from there to Kafka. What Kafka refuses again is parked again.'],
        ['parked-discard', 'Discard', 'The rows are written to a file on the bridge\'s machine and then deleted.']],
};

function showBulk() {
    const all = shown.rows.length > 0;
    const choices = VERBS[filter.kind].flatMap(([name, verb, effect]) => [
        {name, verb, effect, selected: true, text: chosen.size ? `${verb} the ${count(chosen.size)} chosen` : `${verb} the chosen`},
        {name, verb, effect, selected: false, text: `${verb} all that match`},
    ]);
    keyed(parts.bulk, choices, choice => choice.name + choice.selected,
        () => h('button', {type: 'button', onclick: event => act(event.currentTarget.choice)}), (button, choice) => {
            button.choice = choice;
            button.disabled = state?.process.readOnly !== false || !all || (choice.selected && chosen.size === 0);
            button.className = choice.name === 'parked-discard' ? 'danger' : '';
            put(button, choice.text);
        });
}

/** The filter as actions take it. */
function selection() {
    const given = Object.fromEntries(FIELDS.filter(name => filter[name]).map(name =>
        [name, LISTS.includes(name) ? filter[name].split(',').map(value => value.trim()) : filter[name]]));
    return Object.keys(given).length ? {filter: given} : {all: true};
}

async function act(choice) {
    const body = choice.selected ? {ids: [...chosen]} : selection();
    const result = await confirmAction({name: choice.name, title: choice.text, button: choice.verb, effect: choice.effect,
        body, dryRun: true, danger: choice.name === 'parked-discard'});
    if (result) {
        load(shown.pages.at(-1));
    }
}
