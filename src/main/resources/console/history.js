// The last hour, as the bridge has kept it: also what was before this page was opened.

import {Chart} from './chart.js';
import {byId, h, put, table} from './dom.js';
import {clock, count, megabytes, millis, rate, seconds, short} from './format.js';

const perSecond = n => short(n) + '/s';

/** Title, lines, how a value is written, and how one of the scale. */
const CHARTS = [
    ['Events', [{key: 'received', name: 'taken'}, {key: 'published', name: 'to Kafka'}], rate, perSecond],
    ['Through the buffer', [{key: 'buffered', name: 'buffered'}, {key: 'replayed', name: 'replayed'}], rate, perSecond],
    ['Rejected', [{key: 'rejected', name: 'rejected'}], rate, perSecond],
    ['Time of a request', [{key: 'p50Millis', name: 'half'}, {key: 'p99Millis', name: '99 of 100'}], millis, n => `${short(n)} ms`],
    ['Waiting in the buffer', [{key: 'depth', name: 'events'}], count, short],
    ['Age of the oldest', [{key: 'oldestAgeSeconds', name: 'waits for'}], seconds, n => n < 60 ? `${short(n)} s` : n < 3600 ? `${short(n / 60)} min` : `${short(n / 3600)} h`],
    ['Requests in flight', [{key: 'inFlight', name: 'requests'}], count, short],
    ['Heap', [{key: 'heapBytes', name: 'used'}], megabytes, megabytes],
];
const ROW_SECONDS = 300;
/** Steps that are shown at least: a bridge that was started just now has an empty chart, and not one point of it. */
const LEAST = 30;

let charts = null;
let history = null;
/** Index of the moment that is looked at; null for the newest. */
let looked = null;

function look(index) {
    looked = index;
    draw();
}

function make() {
    const slider = byId('moment');
    const last = () => history.times.length - 1;
    slider.addEventListener('input', () => look(Number(slider.value) >= last() ? null : Number(slider.value)));
    charts = CHARTS.map(([title, lines, format, scale]) => new Chart(title, lines, format, scale, part =>
        look(part === null ? null : Math.max(0, Math.min(last(), Math.round(part * last()))))));
    charts.find(chart => chart.title === 'Age of the oldest').units = [1, 60, 3600];
    charts.find(chart => chart.title === 'Heap').units = [1048576];
    byId('charts').append(...charts.map(chart => chart.node),
        h('p', {class: 'quiet key'}, h('i', {class: 'shade', 'aria-hidden': 'true'}), 'Shaded: events went to the buffer.'));
}

/** Spans in which events were buffered. */
function spans(values) {
    const found = [];
    values.forEach((value, index) => {
        if (value > 0) {
            const open = found.at(-1);
            if (open && open[1] >= index - 2) {
                open[1] = index;
            } else {
                found.push([Math.max(0, index - 1), index]);
            }
        }
    });
    return found;
}

function draw() {
    const last = history.times.length - 1;
    const at = looked ?? last;
    const slider = byId('moment');
    slider.max = last;
    if (Number(slider.value) !== at) {
        slider.value = at;
    }
    const text = looked === null ? `now (${clock(history.times[last])})` : clock(history.times[at]);
    put(byId('moment-text'), text);
    slider.setAttribute('aria-valuetext', text + ': ' + [['received', 'taken'], ['published', 'to Kafka'], ['buffered', 'buffered']]
        .map(([key, name]) => `${rate(history.series[key][at])} ${name}`).join(', '));
    charts.forEach(chart => chart.draw({...history, at}));
}

export function showHistory(answer) {
    const from = Date.parse(answer.from);
    const length = answer.series.received.length;
    const first = Math.max(0, answer.series.heapBytes.findIndex(value => value !== null));
    const start = Math.max(0, Math.min(length - LEAST, first - 1));
    history = {
        series: Object.fromEntries(Object.entries(answer.series).map(([name, values]) => [name, values.slice(start)])),
        times: Array.from({length: length - start}, (_, index) => new Date(from + (start + index) * answer.stepSeconds * 1000)),
    };
    history.shaded = spans(history.series.buffered);
    put(byId('hour-since'), first > 0
        ? `The bridge has been up for less than an hour, since ${clock(from + first * answer.stepSeconds * 1000)}.` : '');
    if (!charts) {
        make();
    }
    draw();
    showTable(answer.stepSeconds);
}

function showTable(stepSeconds) {
    const step = Math.max(1, Math.round(ROW_SECONDS / stepSeconds));
    const rows = [];
    for (let at = history.times.length - 1; at >= 0; at -= step) {
        rows.push(at);
    }
    const figure = (name, key, format) => ({name, number: true, value: at => format(history.series[key][at])});
    table(byId('hour-table'), 'The last hour, every five minutes', [
        {name: 'At', value: at => clock(history.times[at])},
        figure('Taken', 'received', rate), figure('To Kafka', 'published', rate), figure('Buffered', 'buffered', rate),
        figure('Replayed', 'replayed', rate), figure('Rejected', 'rejected', rate), figure('p50', 'p50Millis', millis),
        figure('p99', 'p99Millis', millis), figure('Waiting', 'depth', count),
        figure('Oldest', 'oldestAgeSeconds', seconds), figure('In flight', 'inFlight', count),
        figure('Heap', 'heapBytes', megabytes),
    ], rows.filter(at => history.series.heapBytes[at] !== null), at => history.times[at].getTime());
}
