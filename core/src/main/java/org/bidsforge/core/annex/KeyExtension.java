// Copyright BIDSforge contributors
// SPDX-License-Identifier: Apache-2.0
package org.bidsforge.core.annex;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** Which part of a file name git-annex takes over into a key: at most two short parts after dots. */
final class KeyExtension {
    private static final int PARTS = 2;
    private static final int LONGEST_PART = 4;

    private KeyExtension() {}

    static String of(String fileName) {
        String base = fileName.substring(fileName.lastIndexOf('/') + 1);
        int hidden = 0;
        while (base.startsWith(".", hidden)) {
            hidden++;
        }
        int firstDot = base.indexOf('.', hidden);
        if (firstDot < 0) {
            return "";
        }
        String[] parts = base.substring(firstDot).split("\\.", -1);
        List<String> kept = new ArrayList<>();
        for (int i = parts.length - 1; i >= 0 && kept.size() < PARTS; i--) {
            byte[] bytes = parts[i].getBytes(StandardCharsets.UTF_8);
            if (bytes.length > LONGEST_PART) {
                break;
            }
            if (allowed(bytes)) {
                kept.add(parts[i]);
            }
        }
        kept.removeIf(String::isEmpty);
        Collections.reverse(kept);
        return kept.isEmpty() ? "" : "." + String.join(".", kept);
    }

    /** ASCII must be alphanumeric; every byte beyond ASCII may stand, as in git-annex. */
    private static boolean allowed(byte[] part) {
        for (byte b : part) {
            boolean alphanumeric = (b >= '0' && b <= '9') || (b >= 'a' && b <= 'z') || (b >= 'A' && b <= 'Z');
            if (b >= 0 && !alphanumeric) {
                return false;
            }
        }
        return true;
    }
}
