// Copyright BIDSforge contributors
// SPDX-License-Identifier: Apache-2.0
package org.bidsforge.service.pages;

/** A page that says why there is no other. */
public final class NoticePage {
    private final Templates templates = new Templates();

    public String of(int status, String message) {
        return templates.fill("notice.jte", new Notice(title(status), message));
    }

    private static String title(int status) {
        return switch (status) {
            case 404 -> "Not found";
            case 401, 403, 421 -> "Not permitted";
            case 503 -> "Not now";
            default -> "That did not work";
        };
    }
}
