// Sources, topics and routes as tables.

import {byId, h, keyed, put, table} from './dom.js';
import {confirmAction} from './dialog.js';
import {count, rate, seconds} from './format.js';

const SILENT = 3600;

/** A word with a sign: never the colour alone. */
export function badge(cell, level, text) {
    const node = cell.firstElementChild ?? cell.appendChild(h('span', {class: 'badge'}));
    node.dataset.level = level;
    put(node, text);
}

const listed = counts => Object.entries(counts ?? {}).filter(([, n]) => n > 0).sort((a, b) => b[1] - a[1])
    .map(([name, n]) => `${name.replaceAll('_', ' ')} ${count(n)}`).join(', ');

function lastEvent(source) {
    if (!source.lastEvent) {
        return ['', 'none yet'];
    }
    const silent = source.silentSeconds ?? 0;
    return silent > SILENT ? ['warn', `silent for ${seconds(silent)}`] : ['ok', `${seconds(silent)} ago`];
}

export function showSources(state) {
    table(byId('sources'), 'Sources', [
        {name: 'Source', value: source => source.name},
        {name: 'Platform', value: source => source.provider},
        {name: 'Last event', update: (cell, source) => {
            badge(cell, ...lastEvent(source));
            cell.title = source.lastEvent ?? '';
        }},
        {name: 'Rate', number: true, value: source => rate(source.rate)},
        {name: 'Taken', number: true, value: source => count(source.received)},
        {name: 'Rejected, by reason', update: (cell, source) => {
            const reasons = Object.entries(source.rejected ?? {}).filter(([, n]) => n > 0).sort((a, b) => b[1] - a[1]);
            keyed(cell, reasons, reason => reason[0], ([reason]) => h('a', {class: 'reason', href: '#refused?'
                + new URLSearchParams({kind: 'rejected', reason, source: source.name})}),
            (link, [reason, n]) => put(link, `${reason} ${count(n)}`));
            if (!reasons.length) {
                put(cell, 'none');
            }
        }},
        {name: 'Requests, by answer', value: source => listed(source.answers) || 'none'},
    ], state.sources, source => source.name, 'No source is configured: bridge.sources.NAME.provider makes one.');
}

export function showTopics(state) {
    table(byId('topics'), 'Topics', [
        {name: 'Topic', value: topic => topic.name},
        {name: 'State', update: (cell, topic) => badge(cell, topic.available ? 'ok' : 'bad',
            topic.available ? 'in service' : 'out of service')},
        {name: 'Why', value: topic => topic.available ? '' : topic.why},
        {name: 'Rate', number: true, value: topic => rate(topic.rate)},
        {name: 'Sent', number: true, value: topic => count(topic.published)},
    ], state.topics, topic => topic.name, 'Nothing was published since the start.');
}

/** As an event goes through them; an engineer's own follow. */
const ORDER = ['receive-webhook', 'adapt-events', 'publish-events', 'send-to-kafka', 'reject-events', 'buffer-events',
    'replay-events', 'replay-lane', 'replay-batch', 'expire-events', 'watch-buffer', 'count-buffer'];

const rank = route => ORDER.includes(route.id) ? ORDER.indexOf(route.id) : ORDER.length;

const BUTTONS = {
    Started: [['suspend-route', 'Suspend'], ['stop-route', 'Stop']],
    Suspended: [['resume-route', 'Resume'], ['stop-route', 'Stop']],
    Stopped: [['start-route', 'Start']],
};
const EFFECTS = {
    'suspend-route': 'It takes nothing more until it is resumed; what is in it is finished first.',
    'stop-route': 'It is out of service until it is started.',
    'resume-route': 'It goes on.',
    'start-route': 'It goes on.',
};

export function showRoutes(state) {
    const readOnly = state.process.readOnly;
    table(byId('routes'), 'Routes', [
        {name: 'Route', value: route => route.id},
        {name: 'State', update: (cell, route) => badge(cell, route.state === 'Started' ? 'ok' : 'warn', route.state.toLowerCase())},
        {name: 'What it does', value: route => route.description, class: 'long'},
        {name: 'Done', number: true, value: route => count(route.exchanges)},
        {name: 'Failed', number: true, value: route => count(route.failed)},
        {name: 'In flight', number: true, value: route => count(route.inflight)},
        {name: 'Change', class: 'change', update: (cell, route) => buttons(cell, route, readOnly)},
    ], [...state.routes].sort((a, b) => rank(a) - rank(b) || a.id.localeCompare(b.id)), route => route.id);
}

/** Two buttons that stay, so that the one with the focus keeps it when the state changes. */
function buttons(cell, route, readOnly) {
    const wanted = BUTTONS[route.state] ?? [];
    keyed(cell, [0, 1], index => index, () => h('button', {type: 'button', class: 'small', onclick: event => {
        const {name, text} = event.currentTarget.dataset;
        confirmAction({name, title: `${text} ${route.id}`, button: text, effect: `${EFFECTS[name]} ${name === 'stop-route' || name === 'suspend-route' ? route.note ?? '' : ''}`, body: {route: route.id}});
    }}), (button, index) => {
        const [name, text] = wanted[index] ?? [];
        button.hidden = !name;
        button.disabled = readOnly;
        if (name) {
            button.dataset.name = name;
            button.dataset.text = text;
            put(button, text);
            button.setAttribute('aria-label', `${text} ${route.id}`);
        }
    });
}
