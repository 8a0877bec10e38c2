// Copyright BIDSforge contributors
// SPDX-License-Identifier: Apache-2.0
package org.bidsforge.intake.pack;

import java.nio.file.Path;
import java.util.Comparator;

/** A de-identified object that goes into an archive. */
public record Member(int instance, String uid, Path file) {
    /** The order in an archive: as the scanner counted, then by UID, so that it does not depend on what came first. */
    public static final Comparator<Member> ORDER =
            Comparator.comparingInt(Member::instance).thenComparing(Member::uid);
}
