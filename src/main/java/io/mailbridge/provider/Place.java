package io.mailbridge.provider;

/**
 * Where in a request an event is.
 *
 * @param position of the platform's event among those of the request
 * @param recipients how many events it becomes
 * @param index of this one among them, negative where the platform names one recipient and no list
 */
record Place(int position, int recipients, int index) {

    /** The only event that an event of the platform becomes. */
    static Place alone(int position, boolean isNamed) {
        return new Place(position, 1, isNamed ? -1 : 0);
    }
}
