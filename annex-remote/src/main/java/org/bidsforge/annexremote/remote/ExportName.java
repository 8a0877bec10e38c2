// Copyright BIDSforge contributors
// SPDX-License-Identifier: Apache-2.0
package org.bidsforge.annexremote.remote;

import java.util.Optional;
import org.bidsforge.annexremote.protocol.ByteText;
import org.bidsforge.store.ObjectName;

/**
 * Names the object that holds an exported file: the file's own name if every server takes it; else {@code annex-escaped/}
 * and the name with all escaped that is not plain; else, if that is too long, {@code annex-hashed/} and its SHA-256.
 */
final class ExportName {
    private static final String ESCAPED = "annex-escaped/";
    private static final String HASHED = "annex-hashed/";

    private ExportName() {}

    static String of(String prefix, String name) {
        boolean ours = name.startsWith(ESCAPED) || name.startsWith(HASHED);
        Optional<String> raw = ByteText.decode(name).map(prefix::concat).filter(ObjectName::isLegal);
        if (raw.isPresent() && !ours) {
            return raw.get();
        }
        String escaped = prefix + ESCAPED + KeyName.escapeBytes(name, "/");
        return ObjectName.isLegal(escaped) ? escaped : prefix + HASHED + KeyName.sha256(name);
    }
}
