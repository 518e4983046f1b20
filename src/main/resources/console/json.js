// JSON as lines that people can read. The text itself is kept as it is: numbers that JavaScript cannot hold, and keys that
// are there twice, are shown as they were sent.

const TOKEN = /\s*("(?:[^"\\]|\\.)*"|[{}[\],:]|[^\s{}[\],:"]+)/y;

function tokens(text) {
    const found = [];
    TOKEN.lastIndex = 0;
    while (TOKEN.lastIndex < text.length) {
        const from = TOKEN.lastIndex;
        const match = TOKEN.exec(text);
        if (!match) {
            return text.slice(from).trim() === '' ? found : null;
        }
        found.push(match[1]);
    }
    return found;
}

const isJson = text => {
    try {
        JSON.parse(text);
        return true;
    } catch {
        return false;
    }
};

const escape = step => String(step).replaceAll('~', '~0').replaceAll('/', '~1');

/**
 * One entry a line: {text, pointer} with the JSON pointer of the value that begins on it. What is not JSON keeps its lines,
 * without pointers.
 */
export function lines(text) {
    const parts = isJson(text) ? tokens(text) : null;
    if (!parts) {
        return text.split('\n').map(line => ({text: line, pointer: null}));
    }
    const result = [];
    const open = [];
    let line = null;
    const begin = pointer => {
        line = {text: '  '.repeat(open.length), pointer};
        result.push(line);
    };
    const inside = () => open.at(-1);
    const pointer = () => open.map(level => '/' + escape(level.step)).join('');
    begin('');
    parts.forEach((part, index) => {
        const level = inside();
        if (part === '{' || part === '[') {
            line.text += part;
            if (parts[index + 1] === '}' || parts[index + 1] === ']') {
                return;
            }
            open.push({object: part === '{', step: part === '[' ? 0 : null});
            begin(part === '[' ? pointer() : null);
        } else if (part === '}' || part === ']') {
            const empty = parts[index - 1] === '{' || parts[index - 1] === '[';
            if (!empty) {
                open.pop();
                begin(null);
            }
            line.text += part;
        } else if (part === ',') {
            line.text += ',';
            level.step = level.object ? null : level.step + 1;
            begin(level.object ? null : pointer());
        } else if (part === ':') {
            line.text += ': ';
        } else {
            if (level?.object && level.step === null) {
                level.step = JSON.parse(part);
                line.pointer = pointer();
            }
            line.text += part;
        }
    });
    return result;
}

export const pretty = text => lines(text).map(line => line.text).join('\n');

/** The line that a place is on: by its pointer, else by the line that the parser named. */
export function lineOf(place, all) {
    if (!place) {
        return -1;
    }
    if (place.pointer) {
        for (let pointer = place.pointer; pointer; pointer = pointer.slice(0, pointer.lastIndexOf('/'))) {
            const at = all.findIndex(line => line.pointer === pointer);
            if (at >= 0) {
                return at;
            }
        }
    }
    return place.line && place.line <= all.length && all.every(line => line.pointer === null) ? place.line - 1 : -1;
}
