// Copyright BIDSforge contributors
// SPDX-License-Identifier: Apache-2.0
package org.bidsforge.store;

import java.nio.charset.StandardCharsets;

/**
 * Which names every store takes, so that content can move from one store to another: segments separated by single
 * slashes, none of them empty, {@code .} or {@code ..}, each at most {@value #MAX_SEGMENT_BYTES} bytes of UTF-8, all
 * together at most {@value #MAX_BYTES}, without control characters (listings are XML, which cannot hold them).
 * An object should not be named like the folder of others: every store keeps both, but MinIO does not list the others.
 */
public final class ObjectName {
    public static final int MAX_BYTES = 1024;
    /** Below the 255 of file systems and MinIO, so that adapters can mark a segment. */
    public static final int MAX_SEGMENT_BYTES = 250;

    private ObjectName() {}

    public static boolean isLegal(String name) {
        if (bytes(name) > MAX_BYTES) {
            return false;
        }
        for (String segment : name.split("/", -1)) {
            if (!isLegalSegment(segment)) {
                return false;
            }
        }
        return true;
    }

    /** Whether a name can begin like that. */
    public static boolean isLegalPrefix(String prefix) {
        return isLegal(prefix) || isLegal(prefix + "x");
    }

    /** The name itself, if it is legal. */
    public static String require(String name) {
        if (!isLegal(name)) {
            throw new IllegalArgumentException("an object name has segments of 1 to " + MAX_SEGMENT_BYTES
                    + " bytes, none of them . or .., and no control characters: '" + name + "'");
        }
        return name;
    }

    private static boolean isLegalSegment(String segment) {
        return !segment.isEmpty()
                && !segment.equals(".")
                && !segment.equals("..")
                && !hasControl(segment)
                && bytes(segment) <= MAX_SEGMENT_BYTES;
    }

    private static boolean hasControl(String segment) {
        for (int i = 0; i < segment.length(); i++) {
            if (Character.isISOControl(segment.charAt(i))) {
                return true;
            }
        }
        return false;
    }

    /** Length in UTF-8; too long if the text is no well-formed Unicode. */
    private static int bytes(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        return new String(bytes, StandardCharsets.UTF_8).equals(text) ? bytes.length : Integer.MAX_VALUE;
    }
}
