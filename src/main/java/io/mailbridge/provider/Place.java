package io.mailbridge.provider;

/**
 * Where in a request an event is.
 *
 * @param position of the platform's event among those of the request
 * @param recipients how many events it becomes
 * @param index of this one among them
 */
record Place(int position, int recipients, int index) {}
