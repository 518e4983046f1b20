// A chart of one hour: lines over time, drawn as SVG so that colours follow the theme and nothing is loaded from elsewhere.

import {h, Pen, put, svg} from './dom.js';
import {minute} from './format.js';

const HEIGHT = 150;
const LEFT = 60;
const RIGHT = 8;
const TOP = 8;
const BOTTOM = 22;

/** The next 1, 2 or 5 times a power of ten. */
function ceiling(most) {
    const power = 10 ** Math.floor(Math.log10(most));
    return [1, 2, 5, 10].map(step => step * power).find(step => step >= most * 0.999);
}

export class Chart {
    #host = h('div', {class: 'plot'});
    #pen;
    #values = [];
    #data;
    /** The scale ends at a round number of one of them. */
    units = [1];

    /** @param lines [{key, name}]: the first is drawn as a full line with its area, the second dashed */
    constructor(title, lines, format, scale, onMoment) {
        this.lines = lines;
        this.format = format;
        this.scale = scale;
        const picture = svg({role: 'img', 'aria-label': ''});
        this.title = title;
        this.#pen = new Pen(picture);
        this.#host.append(picture);
        const legend = h('p', {class: 'legend'}, ...lines.map((line, index) => {
            const value = h('strong');
            this.#values.push(value);
            return h('span', {class: `of line${index}`}, h('i', {'aria-hidden': 'true'}), line.name + ' ', value);
        }));
        this.node = h('figure', {class: 'chart'}, h('figcaption', {}, h('h3', {}, title), legend), this.#host);
        const point = event => {
            const width = this.#host.clientWidth;
            const x = event.clientX - this.#host.getBoundingClientRect().left;
            onMoment((x - LEFT) / (width - LEFT - RIGHT));
        };
        this.#host.addEventListener('pointermove', point);
        this.#host.addEventListener('pointerdown', point);
        this.#host.addEventListener('pointerleave', () => onMoment(null));
        new ResizeObserver(() => this.#data && this.draw(this.#data)).observe(this.#host);
    }

    /** @param data {times, series, shaded, at}: at is the index of the moment that is looked at */
    draw(data) {
        this.#data = data;
        const width = Math.floor(this.#host.clientWidth);
        if (width === 0) {
            return;
        }
        const pen = this.#pen;
        const last = data.times.length - 1;
        const inner = {width: width - LEFT - RIGHT, height: HEIGHT - TOP - BOTTOM};
        const all = this.lines.flatMap(line => data.series[line.key] ?? []).filter(value => value !== null);
        const most = Math.max(...all, this.units[0]);
        const unit = this.units.findLast(one => most >= one);
        const top = ceiling(most / unit) * unit;
        const x = index => LEFT + inner.width * index / last;
        const y = value => TOP + inner.height * (1 - value / top);
        pen.begin(width, HEIGHT);
        data.shaded.forEach(([from, to], index) => pen.draw('shade' + index, 'rect', {
            x: x(from), y: TOP, width: Math.max(2, x(to) - x(from)), height: inner.height, class: 'shade'}));
        [0, 0.5, 1].forEach(part => {
            pen.draw('grid' + part, 'line', {x1: LEFT, x2: width - RIGHT, y1: y(top * part), y2: y(top * part), class: 'grid'});
            pen.draw('scale' + part, 'text', {x: LEFT - 6, y: y(top * part) + 4, class: 'scale', 'text-anchor': 'end'},
                this.scale(top * part));
        });
        [0, 0.5, 1].forEach(part => pen.draw('time' + part, 'text', {
            x: x(last * part), y: HEIGHT - 6, class: 'scale', 'text-anchor': ['start', 'middle', 'end'][part * 2]},
        minute(data.times[Math.round(last * part)])));
        this.lines.forEach((line, index) => {
            const values = data.series[line.key] ?? [];
            if (index === 0) {
                pen.draw('area', 'path', {d: path(values, x, y, y(0)), class: 'area'});
            }
            pen.draw('line' + index, 'path', {d: path(values, x, y), class: `line line${index}`});
        });
        pen.draw('moment', 'line', {x1: x(data.at), x2: x(data.at), y1: TOP, y2: TOP + inner.height,
            class: data.at === last ? 'moment newest' : 'moment'});
        pen.end();
        this.lines.forEach((line, index) => put(this.#values[index], this.format(data.series[line.key]?.[data.at] ?? null)));
        pen.svg.setAttribute('aria-label', `${this.title}, last hour. ` + this.lines.map((line, index) =>
            `${line.name}: ${this.#values[index].textContent} at ${minute(data.times[data.at])}`).join(', '));
    }
}

/** Nothing is drawn where nothing was measured. */
function path(values, x, y, floor) {
    let text = '';
    let begun = null;
    const end = index => {
        // a value alone is a short dash
        text += begun === index && floor === undefined ? 'm-2,0h4' : '';
        text += floor === undefined || begun === null ? '' : `L${x(index)},${floor}L${x(begun)},${floor}Z`;
        begun = null;
    };
    values.forEach((value, index) => {
        if (value === null) {
            end(index - 1);
        } else {
            text += (begun === null ? 'M' : 'L') + x(index).toFixed(1) + ',' + y(value).toFixed(1);
            begun ??= index;
        }
    });
    end(values.length - 1);
    return text;
}
