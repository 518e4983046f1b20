// Where the parts of the flow are drawn: side by side on a screen, one under the other on a phone.

import {rate} from './format.js';

const BOX = 54;
const GAP = 12;
const SIGNS = {ok: '✓', warn: '!', bad: '✕'};

function fit(text, width, letter) {
    const most = Math.floor(width / letter);
    return text.length > most ? text.slice(0, Math.max(1, most - 1)) + '…' : text;
}

function box(pen, key, x, y, width, height, part) {
    pen.draw(key + '-box', 'rect', {x, y, width, height, rx: 8, class: `box ${part.level}`});
    pen.draw(key + '-title', 'text', {x: x + 14, y: y + 23, class: 'title'}, fit(part.title, width - 46, 8.6));
    pen.draw(key + '-text', 'text', {x: x + 14, y: y + 42, class: 'text'}, fit(part.text, width - 20, 6.9));
    if (part.more) {
        pen.draw(key + '-more', 'text', {x: x + 14, y: y + 60, class: 'text'}, fit(part.more, width - 20, 6.9));
    }
    pen.draw(key + '-sign', 'text', {x: x + width - 20, y: y + 24, class: `sign ${part.level}`}, SIGNS[part.level]);
}

/** An arrow along points, with a rounded corner at each, and its rate beside the label's place. */
function arrow(pen, key, points, flow, label) {
    const [first, ...rest] = points;
    let path = `M${first[0]},${first[1]}`;
    rest.forEach(([x, y], index) => {
        const next = rest[index + 1];
        if (!next) {
            path += ` L${x},${y}`;
            return;
        }
        const [fromX, fromY] = points[index];
        const back = (to, from) => to + Math.sign(from - to) * Math.min(14, Math.abs(from - to) / 2);
        path += ` L${back(x, fromX)},${back(y, fromY)} Q${x},${y} ${back(x, next[0])},${back(y, next[1])}`;
    });
    const state = flow.cut ? 'cut' : flow.rate >= 0.05 ? 'moves' : 'rests';
    pen.draw(key + '-line', 'path', {d: path, class: `arrow ${state}`});
    const [x, y] = points[points.length - 1];
    const [beforeX, beforeY] = points[points.length - 2];
    const dx = Math.sign(Math.round(x - beforeX));
    const dy = Math.sign(Math.round(y - beforeY));
    pen.draw(key + '-head', 'path', {
        d: `M${x},${y} L${x - dx * 9 - dy * 5},${y - dy * 9 - dx * 5} L${x - dx * 9 + dy * 5},${y - dy * 9 + dx * 5} Z`,
        class: `head ${state}`});
    if (label) {
        pen.draw(key + '-rate', 'text', {x: label.x, y: label.y, class: 'rate', 'text-anchor': label.anchor ?? 'middle'},
            rate(flow.rate));
        if (flow.name) {
            pen.draw(key + '-name', 'text', {x: label.x, y: label.y + (label.below ?? 30), class: 'text',
                'text-anchor': label.anchor ?? 'middle'}, flow.name);
        }
    }
}

function kafka(pen, x, y, width, flow) {
    const height = 56 + flow.topics.length * (BOX + GAP);
    box(pen, 'kafka', x, y, width, Math.max(height, BOX), flow.kafka);
    flow.topics.forEach((topic, index) =>
        box(pen, 'topic' + index, x + 10, y + 54 + index * (BOX + GAP), width - 20, BOX, topic));
    return height;
}

export function wide(pen, flow, width) {
    const kafkaHeight = 56 + flow.topics.length * (BOX + GAP);
    const sourcesHeight = flow.sources.length * (BOX + GAP) - GAP;
    const upper = Math.max(kafkaHeight, sourcesHeight, 150);
    const bufferHeight = 74;
    pen.begin(width, upper + 176);
    const side = Math.min(270, width * 0.29);
    const middle = Math.min(210, width * 0.2);
    const bridgeX = (width - middle) / 2 - (side - side * 0.8) / 2;
    const sourceWidth = side * 0.8;
    const kafkaX = width - side - 1;
    const centre = upper / 2 + 1;
    box(pen, 'bridge', bridgeX, centre - 40, middle, 80, flow.bridge);
    flow.sources.forEach((source, index) => {
        const y = centre - sourcesHeight / 2 + index * (BOX + GAP);
        const target = centre - 24 + (flow.sources.length === 1 ? 24 : index * 48 / (flow.sources.length - 1));
        const turn = sourceWidth + (bridgeX - sourceWidth) * 0.72;
        box(pen, 'source' + index, 1, y, sourceWidth, BOX, source);
        arrow(pen, 'from' + index, [[sourceWidth + 1, y + BOX / 2], [turn, y + BOX / 2], [turn, target], [bridgeX, target]],
            {rate: source.rate}, {x: sourceWidth + (turn - sourceWidth) / 2, y: y + BOX / 2 - 7});
    });
    kafka(pen, kafkaX, centre - kafkaHeight / 2, side, flow);
    const right = bridgeX + middle;
    arrow(pen, 'published', [[right, centre], [kafkaX, centre]], flow.published, {x: (right + kafkaX) / 2, y: centre - 9, below: 27});
    const bufferY = upper + 176 - bufferHeight - 2;
    box(pen, 'buffer', bridgeX, bufferY, middle, bufferHeight, flow.buffer);
    const down = bridgeX + middle / 2;
    arrow(pen, 'buffered', [[down, centre + 40], [down, bufferY]], flow.buffered,
        {x: down + 12, y: (upper + bufferY) / 2 - 4, anchor: 'start', below: 18});
    const into = kafkaX + side / 2;
    arrow(pen, 'replayed', [[right, bufferY + bufferHeight / 2], [into, bufferY + bufferHeight / 2],
        [into, centre + kafkaHeight / 2]], flow.replayed,
    {x: (right + kafkaX) / 2, y: bufferY + bufferHeight / 2 - 9, below: 27});
}

export function narrow(pen, flow, width) {
    pen.begin(width, 0);
    const columns = flow.sources.length > 1 ? 2 : 1;
    const cell = (width - 2 - GAP * (columns - 1)) / columns;
    const rows = Math.ceil(flow.sources.length / columns);
    const sourcesHeight = rows * (BOX + GAP) - GAP;
    flow.sources.forEach((source, index) => box(pen, 'source' + index,
        1 + index % columns * (cell + GAP), 1 + Math.floor(index / columns) * (BOX + GAP), cell, BOX, source));
    const bridgeY = sourcesHeight + 58;
    const down = width / 2;
    arrow(pen, 'received', [[down, sourcesHeight + 2], [down, bridgeY]], flow.received,
        {x: down + 12, y: sourcesHeight + 25, anchor: 'start', below: 17});
    box(pen, 'bridge', 1, bridgeY, width - 2, BOX, flow.bridge);
    const bufferY = bridgeY + BOX + 58;
    const half = (width - 2) * 0.54;
    const left = half / 2;
    const right = half + (width - half) * 0.3;
    arrow(pen, 'buffered', [[left, bridgeY + BOX], [left, bufferY]], flow.buffered,
        {x: left + 12, y: bridgeY + BOX + 24, anchor: 'start', below: 17});
    box(pen, 'buffer', 1, bufferY, half, 74, flow.buffer);
    const kafkaY = bufferY + 74 + 58;
    arrow(pen, 'published', [[right, bridgeY + BOX], [right, kafkaY]], flow.published,
        {x: right + 10, y: (bridgeY + BOX + kafkaY) / 2 - 8, anchor: 'start', below: 18});
    arrow(pen, 'replayed', [[left, bufferY + 74], [left, kafkaY]], flow.replayed,
        {x: left + 12, y: bufferY + 74 + 24, anchor: 'start', below: 17});
    const height = kafka(pen, 1, kafkaY, width - 2, flow);
    pen.resize(width, kafkaY + height + 2);
}
