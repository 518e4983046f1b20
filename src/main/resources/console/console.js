// Polls the bridge while the page can be seen, and gives each part of the page what it has answered.

import * as api from './api.js';
import {byId, put} from './dom.js';
import {showHeadline, showSilence} from './headline.js';
import {showFigures} from './figures.js';
import {showFlow} from './flow.js';
import {showHistory} from './history.js';
import {showRoutes, showSources, showTopics} from './lists.js';
import {showSwitches} from './switches.js';
import {showActions} from './actions.js';
import {openRefused, showChoices} from './refused.js';

const PERIOD = 2000;
const HISTORY_PERIOD = 9000;
const VIEWS = ['now', 'refused', 'routes', 'actions'];

let timer = 0;
/** The refresh that goes on: there is one at a time. */
let asking = null;
let lastAnswer = null;
let silentSince = null;
let historyAt = 0;

function show(state) {
    put(byId('process'), state.process.id + (state.process.version ? `, version ${state.process.version}` : ''));
    for (const note of document.querySelectorAll('[data-read-only]')) {
        note.hidden = !state.process.readOnly;
        put(note, `This page only reads. ${state.process.readOnlyWhy
            ?? 'To act, set bridge.management.username and bridge.management.password, and restart the bridge.'}`);
    }
    document.body.classList.remove('silent');
    showHeadline(state);
    showFigures(state);
    showFlow(state);
    showSwitches(state);
    showSources(state);
    showTopics(state);
    showRoutes(state);
    showChoices(state);
}

/** What the bridge has to say beside its state may be late, or be refused while it has much to do. */
async function showMore(open) {
    if (open === 'now' && Date.now() - historyAt > HISTORY_PERIOD) {
        showHistory(await api.history());
        historyAt = Date.now();
    } else if (open === 'actions') {
        showActions(await api.actions());
    }
}

async function refresh() {
    let state;
    try {
        state = await api.state();
    } catch (failure) {
        silentSince ??= new Date();
        document.body.classList.add('silent');
        showSilence(failure, lastAnswer, silentSince);
        return;
    }
    lastAnswer = state.at;
    silentSince = null;
    show(state);
    await showMore(view());
}

async function poll() {
    clearTimeout(timer);
    if (document.visibilityState === 'visible') {
        try {
            asking ??= refresh();
            await asking;
        } catch (failure) {
            console.warn(failure);
        } finally {
            asking = null;
        }
        clearTimeout(timer);
        timer = setTimeout(poll, PERIOD);
    }
}

const view = () => {
    const named = location.hash.slice(1).split('/')[0].split('?')[0];
    return VIEWS.includes(named) ? named : 'now';
};

function openView() {
    if (location.hash === '#main') {
        byId('main').focus();
        return;
    }
    const open = view();
    VIEWS.forEach(name => byId('view-' + name).hidden = name !== open);
    document.querySelectorAll('nav a').forEach(link =>
        link.hash === '#' + open ? link.setAttribute('aria-current', 'page') : link.removeAttribute('aria-current'));
    document.title = `Mailbridge: ${document.querySelector('nav a[aria-current]').textContent.toLowerCase()}`;
    if (open === 'refused') {
        openRefused();
    }
    if (lastAnswer) {
        showMore(open).catch(console.warn);
    }
    poll();
}

addEventListener('hashchange', openView);
document.addEventListener('visibilitychange', poll);
openView();
