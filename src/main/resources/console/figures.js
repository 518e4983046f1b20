// Taking events? On Kafka? What waits? What was refused?

import {byId, h, keyed, put} from './dom.js';
import {breakerWords} from './flow.js';
import {count, millis, rate, seconds, sum} from './format.js';

export function showFigures(state) {
    const parked = sum(Object.values(state.buffer.parked ?? {}));
    const waiting = state.buffer.depth;
    const figures = [
        {name: 'Taken', value: rate(state.rates.received), more: `${count(state.books.received)} since the start`,
            level: state.level === 'failing' ? 'failing' : 'ok'},
        {name: 'On Kafka', value: rate(state.rates.published === null ? null : state.rates.published + state.rates.replayed),
            more: `${count(state.books.published + state.books.replayed)} since the start`,
            level: breakerWords(state.kafka)[0] === 'ok' ? 'ok' : 'degraded'},
        {name: 'Waiting in the buffer', value: state.buffer.available || waiting > 0 ? count(waiting) : 'unknown',
            more: !state.buffer.available ? 'the buffer takes no rows'
                : (waiting > 0 ? `the oldest for ${seconds(state.buffer.oldestAgeSeconds)}` : 'nothing waits')
                    + (state.buffer.maxRows > 0 ? `; ${Math.round(state.buffer.usage * 100)} % of ${count(state.buffer.maxRows)} rows` : ''),
            level: !state.buffer.available ? 'failing' : waiting > 0 ? 'degraded' : 'ok'},
        {name: 'Refused', value: count(state.books.rejected + parked), href: '#refused',
            more: `${count(state.books.rejected)} rejected since the start, ${count(parked)} parked`
                + (state.buffer.deadLetters > 0 ? `; ${count(state.buffer.deadLetters)} dead letters wait for Kafka` : '')},
        {name: 'Requests', value: millis(state.requests.p99Millis),
            more: (state.requests.p99Millis === null ? 'none lately; ' : '99 of 100 are faster; ')
                + `${count(state.requests.inFlight)} in flight`},
    ];
    keyed(byId('figures'), figures, figure => figure.name, figure => h('li', {},
        figure.href ? h('a', {href: figure.href, class: 'name'}, figure.name) : h('span', {class: 'name'}, figure.name),
        h('span', {class: 'value'}), h('span', {class: 'more'})),
    (tile, figure) => {
        tile.dataset.level = figure.level ?? '';
        put(tile.children[1], figure.value);
        put(tile.children[2], figure.more);
    });
}
