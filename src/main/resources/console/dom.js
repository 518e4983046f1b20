// Makes and changes elements in place, so that a refresh takes neither the focus nor the place that somebody reads.

const SVG = 'http://www.w3.org/2000/svg';

/** h('td', {class: 'number'}, 'text', node): properties that begin with "on" are listeners. */
export function h(tag, properties = {}, ...children) {
    const node = document.createElement(tag);
    for (const [name, value] of Object.entries(properties)) {
        if (name.startsWith('on')) {
            node.addEventListener(name.slice(2), value);
        } else if (value === true) {
            node.setAttribute(name, '');
        } else if (value !== false && value !== null && value !== undefined) {
            node.setAttribute(name, value);
        }
    }
    node.append(...children.filter(child => child !== null && child !== undefined && child !== false));
    return node;
}

export const byId = id => document.getElementById(id);

/** Only what has changed is written. */
export function put(node, text) {
    const wanted = String(text);
    if (node.textContent !== wanted) {
        node.textContent = wanted;
    }
    return node;
}

/** Brings the children of a node in line with items: kept ones stay the same elements. */
export function keyed(parent, items, keyOf, make, update) {
    const present = new Map([...parent.children].map(child => [child.dataset.key, child]));
    let at = parent.firstElementChild;
    for (const item of items) {
        const key = String(keyOf(item));
        let node = present.get(key);
        if (node) {
            present.delete(key);
        } else {
            node = make(item);
            node.dataset.key = key;
        }
        update?.(node, item);
        if (node === at) {
            at = at.nextElementSibling;
        } else {
            parent.insertBefore(node, at);
        }
    }
    present.forEach(node => node.remove());
}

/** A table whose rows stay the same elements. Columns: {name, number, value(row) -> text or node, update(cell, row)}. */
export function table(host, caption, columns, rows, keyOf, empty) {
    let body = host.querySelector('tbody');
    if (!body) {
        const head = columns.map(column =>
            h('th', {scope: 'col', class: column.number ? 'number' : column.class}, column.name));
        body = h('tbody');
        host.replaceChildren(
            h('table', {}, h('caption', {class: 'unseen'}, caption), h('thead', {}, h('tr', {}, ...head)), body),
            h('p', {class: 'quiet empty', hidden: true}, empty ?? ''));
        host.tabIndex = 0;
        host.setAttribute('role', 'group');
        host.setAttribute('aria-label', caption);
    }
    host.querySelector('table').hidden = rows.length === 0;
    const nothing = host.querySelector('.empty');
    nothing.hidden = rows.length > 0;
    put(nothing, empty ?? '');
    keyed(body, rows, keyOf, row => h('tr', {}, ...columns.map((column, index) =>
        h(index === (columns.heading ?? 0) ? 'th' : 'td', {
            scope: index === (columns.heading ?? 0) ? 'row' : null,
            class: column.number ? 'number' : column.class ?? null,
            'data-name': column.name,
        }))), (line, row) => columns.forEach((column, index) => {
        const cell = line.children[index];
        if (column.update) {
            column.update(cell, row);
        } else {
            put(cell, column.value(row) ?? '');
        }
    }));
}

/**
 * Draws SVG: what is drawn again under its key is changed in place, what is not is removed by end(). What is drawn later lies
 * above.
 */
export class Pen {
    #parts = new Map();
    #used = new Set();
    #next = null;

    constructor(svg) {
        this.svg = svg;
    }

    begin(width, height) {
        this.#used.clear();
        this.#next = this.svg.firstElementChild;
        this.resize(width, height);
    }

    resize(width, height) {
        this.svg.setAttribute('viewBox', `0 0 ${width} ${height}`);
        this.svg.setAttribute('width', width);
        this.svg.setAttribute('height', height);
    }

    draw(key, tag, attributes, text) {
        let part = this.#parts.get(key);
        if (!part) {
            part = document.createElementNS(SVG, tag);
            this.#parts.set(key, part);
        }
        if (part === this.#next) {
            this.#next = part.nextElementSibling;
        } else {
            this.svg.insertBefore(part, this.#next);
        }
        this.#used.add(key);
        for (const [name, value] of Object.entries(attributes)) {
            if (part.getAttribute(name) !== String(value)) {
                part.setAttribute(name, value);
            }
        }
        if (text !== undefined) {
            put(part, text);
        }
        return part;
    }

    end() {
        for (const [key, part] of this.#parts) {
            if (!this.#used.has(key)) {
                part.remove();
                this.#parts.delete(key);
            }
        }
    }
}

export function svg(properties) {
    const node = document.createElementNS(SVG, 'svg');
    Object.entries(properties).forEach(([name, value]) => node.setAttribute(name, value));
    return node;
}
