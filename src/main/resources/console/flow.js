// The flow as it is: sources, bridge, buffer, Kafka; what moves on each arrow, and what is closed, in words.

import {byId, Pen, svg, table} from './dom.js';
import {count, rate, seconds} from './format.js';
import {narrow, wide} from './layout.js';

const MOST = 5;

const BREAKER = {
    CLOSED: ['ok', 'takes events'],
    OPEN: ['bad', 'is down: events go to the buffer'],
    HALF_OPEN: ['warn', 'is being tried again'],
    FORCED_OPEN: ['warn', 'is not used: breaker forced open'],
    '': ['ok', 'takes events'],
};
const REPLAY = {running: 'replay runs', paused: 'replay is paused', stopped: 'replay is stopped'};

let latest = null;
let pen = null;

export function breakerWords(kafka) {
    if (kafka.connected === false && (kafka.state === 'CLOSED' || kafka.state === '')) {
        return ['warn', 'is not connected'];
    }
    return BREAKER[kafka.state] ?? ['warn', kafka.state];
}

function sourcesOf(state) {
    const all = [...state.sources].sort((a, b) => b.rate - a.rate);
    const shown = all.length > MOST ? all.slice(0, MOST - 1) : all;
    const boxes = shown.map(source => ({
        title: source.name, text: source.silentSeconds === null ? 'no event yet'
            : source.silentSeconds > 60 ? `silent for ${seconds(source.silentSeconds)}` : source.provider,
        level: 'ok', rate: source.rate}));
    const rest = all.slice(shown.length);
    if (rest.length) {
        boxes.push({title: `${rest.length} more`, text: 'sources', level: 'ok', rate: rest.reduce((a, s) => a + s.rate, 0)});
    }
    return boxes;
}

function topicsOf(state) {
    const all = [...state.topics].sort((a, b) =>
        a.available - b.available || Boolean(a.rejected) - Boolean(b.rejected) || (b.published ?? 0) - (a.published ?? 0));
    const shown = all.length > MOST ? all.slice(0, MOST - 1) : all;
    const boxes = shown.map(topic => ({
        title: topic.name, level: topic.available ? 'ok' : 'bad',
        text: !topic.available ? 'out of service'
            : topic.published === null ? 'no record yet' : `${rate(topic.rate)}, ${count(topic.published)} sent`}));
    if (all.length > shown.length) {
        boxes.push({title: `${all.length - shown.length} more`, text: 'topics', level: 'ok'});
    }
    return boxes;
}

/** What is drawn, apart from where. */
export function model(state) {
    const [kafkaLevel, kafkaText] = breakerWords(state.kafka);
    const buffer = state.buffer;
    const open = state.kafka.state === 'OPEN' || state.kafka.state === 'FORCED_OPEN';
    const replays = state.replay.state === 'running';
    return {
        sources: sourcesOf(state),
        topics: topicsOf(state),
        bridge: {title: 'Bridge', level: state.level === 'failing' ? 'bad' : 'ok',
            text: state.level === 'failing' ? 'refuses events' : `${count(state.requests.inFlight)} in flight`},
        kafka: {title: 'Kafka', level: kafkaLevel, text: kafkaText},
        buffer: {title: 'Buffer', level: !buffer.available ? 'bad' : buffer.depth > 0 ? 'warn' : 'ok',
            text: !buffer.available ? 'takes no rows' : buffer.depth > 0 ? `${count(buffer.depth)} wait` : 'empty',
            more: REPLAY[state.replay.state] ?? state.replay.state},
        received: {name: 'taken', rate: state.rates.received},
        published: {name: open ? 'breaker open' : 'to Kafka', rate: state.rates.published, cut: open},
        buffered: {name: buffer.available ? 'to the buffer' : 'takes no rows', rate: state.rates.buffered, cut: !buffer.available},
        replayed: {name: replays ? 'replayed' : REPLAY[state.replay.state], rate: state.rates.replayed, cut: !replays},
    };
}

function sentence(flow) {
    return `Kafka ${flow.kafka.text}. The buffer: ${flow.buffer.text}, ${flow.buffer.more}. `
        + `Taken ${rate(flow.received.rate)}, to Kafka ${rate(flow.published.rate)}, `
        + `to the buffer ${rate(flow.buffered.rate)}, replayed ${rate(flow.replayed.rate)}.`;
}

function draw() {
    const host = byId('flow');
    const width = Math.floor(host.clientWidth);
    if (!latest || width === 0) {
        return;
    }
    if (!pen) {
        const picture = svg({role: 'img', 'aria-label': ''});
        host.append(picture);
        pen = new Pen(picture);
        new ResizeObserver(draw).observe(host);
    }
    const flow = model(latest);
    pen.svg.setAttribute('aria-label', sentence(flow));
    (width < 700 ? narrow : wide)(pen, flow, width);
    pen.end();
}

export function showFlow(state) {
    latest = state;
    draw();
    const flow = model(state);
    const rows = [
        ...state.sources.map(source => ({from: source.name, to: 'bridge', rate: source.rate, state: source.provider})),
        {from: 'bridge', to: 'Kafka', rate: state.rates.published, state: `Kafka ${flow.kafka.text}`},
        {from: 'bridge', to: 'buffer', rate: state.rates.buffered, state: flow.buffer.text},
        {from: 'buffer', to: 'Kafka', rate: state.rates.replayed, state: flow.buffer.more},
        ...state.topics.map(topic => ({from: 'Kafka', to: topic.name, rate: topic.rate,
            state: topic.available ? 'in service' : `out of service: ${topic.why}`})),
    ];
    table(byId('flow-table'), 'The flow', [
        {name: 'From', value: row => row.from}, {name: 'To', value: row => row.to},
        {name: 'Events', number: true, value: row => rate(row.rate)}, {name: 'State', value: row => row.state},
    ], rows, row => row.from + '>' + row.to);
}
