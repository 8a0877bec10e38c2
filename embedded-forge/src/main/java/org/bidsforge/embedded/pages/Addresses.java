// Copyright BIDSforge contributors
// SPDX-License-Identifier: Apache-2.0
package org.bidsforge.embedded.pages;

import java.util.Locale;
import java.util.Optional;

/** Which addresses in texts of others may be followed or shown. */
final class Addresses {
    private static final int LONGEST = 2000;
    private static final String ATTACHMENTS = "/attachments/";

    private final String base;

    /**
     * Makes the rules of one forge.
     *
     * @param base the forge's own address, without a slash at the end
     */
    Addresses(String base) {
        this.base = base;
    }

    /**
     * Where a link may lead: by http, or within this forge, whose own name is left out so that it works under any other.
     *
     * @param folder what a relative address begins at, with a slash at the end
     */
    Optional<String> link(String address, String folder) {
        String url = address.strip().replace(" ", "%20");
        if (!spelled(url)) {
            return Optional.empty();
        }
        String own = withoutBase(url);
        String lower = own.toLowerCase(Locale.ROOT);
        if (lower.startsWith("http://") || lower.startsWith("https://") || own.startsWith("#")) {
            return Optional.of(own);
        }
        if (own.startsWith("/")) {
            return Optional.of(own).filter(Addresses::isLocal);
        }
        return hasScheme(own) || own.startsWith("?") ? Optional.empty() : Optional.of(folder + own);
    }

    /** The address of a picture that may be shown: one that is attached to something on this forge. */
    Optional<String> picture(String address) {
        String own = withoutBase(address.strip());
        boolean attached = own.startsWith(ATTACHMENTS)
                && own.substring(ATTACHMENTS.length()).chars().allMatch(c -> Character.digit(c, 16) >= 0 || c == '-');
        return Optional.of(own).filter(path -> attached);
    }

    /** Whether a path leads nowhere but to this forge. */
    static boolean isLocal(String path) {
        return path.startsWith("/") && !path.startsWith("//") && spelled(path);
    }

    private String withoutBase(String url) {
        if (url.equals(base)) {
            return "/";
        }
        return url.startsWith(base + "/") ? url.substring(base.length()) : url;
    }

    /** Browsers read over control characters and take a backslash for a slash. */
    private static boolean spelled(String url) {
        return !url.isEmpty()
                && url.length() <= LONGEST
                && url.chars().noneMatch(c -> c <= ' ' || c == 0x7f || c == '\\');
    }

    private static boolean hasScheme(String url) {
        int colon = url.indexOf(':');
        return colon >= 0 && url.chars().limit(colon).noneMatch(c -> c == '/' || c == '?' || c == '#');
    }
}
