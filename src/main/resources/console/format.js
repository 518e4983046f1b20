// Figures as text. Times are in UTC, as in the log and on the command line.

const WHOLE = new Intl.NumberFormat('en');
const SHORT = new Intl.NumberFormat('en', {maximumSignificantDigits: 3, notation: 'compact'});

export const NONE = '–';

export const count = n => n === null || n === undefined ? NONE : WHOLE.format(Math.round(n));

export const short = n => n === null || n === undefined ? NONE
    : Math.abs(n) < 10 ? String(Math.round(n * 100) / 100) : Math.abs(n) < 10000 ? WHOLE.format(Math.round(n)) : SHORT.format(n);

export function rate(n) {
    if (n === null || n === undefined) {
        return NONE;
    }
    return (n < 0.05 ? '0' : n < 10 ? (Math.round(n * 10) / 10).toString() : count(n)) + '/s';
}

export const millis = n => n === null || n === undefined ? NONE : n < 10 ? `${Math.round(n * 10) / 10} ms` : `${count(n)} ms`;

export const megabytes = n => n === null || n === undefined ? NONE : `${count(n / 1048576)} MB`;

export function seconds(n) {
    if (n === null || n === undefined) {
        return NONE;
    }
    const s = Math.round(n);
    if (s < 60) {
        return `${s} s`;
    }
    if (s < 3600) {
        return `${Math.floor(s / 60)} min ${s % 60} s`;
    }
    return s < 172800 ? `${Math.floor(s / 3600)} h ${Math.floor(s % 3600 / 60)} min` : `${Math.floor(s / 86400)} d ${Math.floor(s % 86400 / 3600)} h`;
}

const iso = at => (at instanceof Date ? at : new Date(at)).toISOString();

export const clock = at => at ? iso(at).slice(11, 19) : NONE;

export const minute = at => iso(at).slice(11, 16);

/** The day only where it is not today's. */
export function moment(at) {
    if (!at) {
        return NONE;
    }
    const text = iso(at);
    return text.slice(0, 10) === iso(new Date()).slice(0, 10) ? text.slice(11, 19) : `${text.slice(0, 10)} ${text.slice(11, 19)}`;
}

export const plural = (n, one, many = one + 's') => `${count(n)} ${n === 1 ? one : many}`;

export const sum = values => values.reduce((all, value) => all + (value ?? 0), 0);
