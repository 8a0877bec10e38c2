// Copyright BIDSforge contributors
// SPDX-License-Identifier: Apache-2.0
package org.bidsforge.annexremote.protocol;

import java.util.Map;

/** Where git-annex finds content without this program. Versions of git-annex that know no referral are not given one. */
public sealed interface Referral {
    /** A URL that serves the content to a plain request. */
    record Url(String url) implements Referral {}

    /**
     * Another special remote.
     *
     * @param settings those of {@code initremote}, its type among them; values hold no blanks
     */
    record Remote(Map<String, String> settings) implements Referral {}
}
