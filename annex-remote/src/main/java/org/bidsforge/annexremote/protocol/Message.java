// Copyright BIDSforge contributors
// SPDX-License-Identifier: Apache-2.0
package org.bidsforge.annexremote.protocol;

/**
 * A line from git-annex.
 *
 * @param prefix what the lines of the same job begin with: {@code J number} and a blank, or nothing
 * @param parameters everything behind the command's blank
 */
record Message(String prefix, String command, String parameters) {
    static Message parse(String line, boolean jobs) throws ProtocolException {
        if (!jobs || line.startsWith("ERROR")) {
            return of("", line);
        }
        int end = line.startsWith("J ") ? line.indexOf(' ', 2) : -1;
        if (end < 3 || !isNumber(line, 2, end)) {
            throw new ProtocolException("a line without the number of its job");
        }
        return of(line.substring(0, end + 1), line.substring(end + 1));
    }

    private static boolean isNumber(String line, int from, int to) {
        for (int i = from; i < to; i++) {
            if (line.charAt(i) < '0' || line.charAt(i) > '9') {
                return false;
            }
        }
        return to - from < 10;
    }

    private static Message of(String prefix, String text) {
        int blank = text.indexOf(' ');
        if (blank < 0) {
            return new Message(prefix, text, "");
        }
        return new Message(prefix, text.substring(0, blank), text.substring(blank + 1));
    }

    boolean isReply() {
        return command.equals("VALUE") || command.equals("CREDS");
    }

    /** That many parameters; the last one may hold blanks. */
    String[] parameters(int count) throws ProtocolException {
        String[] words = parameters.split(" ", count);
        if (words.length < count) {
            throw new ProtocolException(command + " needs " + count + " parameters");
        }
        return words;
    }
}
