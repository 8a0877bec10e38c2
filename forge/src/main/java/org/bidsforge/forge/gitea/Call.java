// Copyright BIDSforge contributors
// SPDX-License-Identifier: Apache-2.0
package org.bidsforge.forge.gitea;

import org.jspecify.annotations.Nullable;

/**
 * One call of the API, before it is sent.
 *
 * @param action what it is for, in words for an error message
 * @param target the thing it is about
 * @param path below {@code /api/v1}, with its query, encoded
 * @param body an object to send as JSON, a {@link Multipart}, or nothing
 * @param repeat when it may be sent again
 */
record Call(String method, String path, @Nullable Object body, String action, String target, Repeat repeat) {
    /** When a call may be sent again by itself. */
    enum Repeat {
        /** Whenever the forge is busy or no answer came: a second one changes nothing more. */
        ALWAYS,
        /** Only when the forge refused it, so that surely nothing was done. */
        IF_REFUSED,
        NEVER
    }

    static Call get(String path, String action, String target) {
        return new Call("GET", path, null, action, target, Repeat.ALWAYS);
    }

    static Call delete(String path, String action, String target) {
        return new Call("DELETE", path, null, action, target, Repeat.ALWAYS);
    }

    static Call patch(String path, @Nullable Object body, String action, String target) {
        return new Call("PATCH", path, body, action, target, Repeat.ALWAYS);
    }

    static Call post(String path, @Nullable Object body, String action, String target) {
        return new Call("POST", path, body, action, target, Repeat.IF_REFUSED);
    }

    /** The same call, to be repeated under other conditions. */
    Call repeated(Repeat other) {
        return new Call(method, path, body, action, target, other);
    }

    /** The same call for one page of a list. */
    Call page(int number, int size) {
        String separator = path.contains("?") ? "&" : "?";
        return new Call(method, path + separator + "limit=" + size + "&page=" + number, body, action, target, repeat);
    }
}
