// Copyright BIDSforge contributors
// SPDX-License-Identifier: Apache-2.0
package org.bidsforge.store;

import java.io.IOException;

/** A store that could not do what was asked: which action, on which object, and whether trying again may help. */
public final class StoreException extends IOException {
    private static final long serialVersionUID = 1L;

    /** Why it failed, as far as callers act differently on it. */
    public enum Kind {
        /** The object to be read does not exist. */
        MISSING,
        /** The store was reached and refuses these credentials, or wants some. */
        DENIED,
        /** The same call will very likely fail again. */
        PERMANENT,
        /** Network, overload or time-out: the same call may succeed later. */
        TRANSIENT
    }

    private final Kind kind;
    private final String action;
    private final String name;

    public StoreException(Kind kind, String action, String name, String reason) {
        super(text(action, name, reason));
        this.kind = kind;
        this.action = action;
        this.name = name;
    }

    public StoreException(Kind kind, String action, String name, String reason, Throwable cause) {
        super(text(action, name, reason), cause);
        this.kind = kind;
        this.action = action;
        this.name = name;
    }

    private static String text(String action, String name, String reason) {
        return "cannot " + action + " " + name + ": " + reason;
    }

    public Kind kind() {
        return kind;
    }

    public boolean isTransient() {
        return kind == Kind.TRANSIENT;
    }

    /** The verb: put, find, read, delete, copy, list, create. */
    public String action() {
        return action;
    }

    /** The object, prefix or place it was done to. */
    public String name() {
        return name;
    }
}
