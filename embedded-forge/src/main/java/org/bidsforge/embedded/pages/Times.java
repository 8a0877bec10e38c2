// Copyright BIDSforge contributors
// SPDX-License-Identifier: Apache-2.0
package org.bidsforge.embedded.pages;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import org.bidsforge.core.annex.VectorClock;

/** Times for people, as seen at one moment; the server's time zone is nobody's, so all is UTC. */
public record Times(Instant now) {
    private static final DateTimeFormatter MINUTE =
            DateTimeFormatter.ofPattern("d MMM uuuu HH:mm 'UTC'", Locale.ROOT).withZone(ZoneOffset.UTC);
    private static final Duration COUNTED = Duration.ofDays(3650);

    /** How long ago. */
    public String ago(Instant time) {
        Duration age = Duration.between(time, now);
        if (age.toMinutes() < 1) {
            return "just now";
        }
        if (age.toHours() < 1) {
            return age.toMinutes() + " min ago";
        }
        if (age.toDays() < 2) {
            return age.toHours() + " h ago";
        }
        return age.toDays() < 60 ? age.toDays() + " days ago" : "on " + minute(time);
    }

    public String minute(Instant time) {
        return MINUTE.format(time);
    }

    /** A commit's time; what the pipeline writes only counts on from a day in 2005, so that no day of a visit shows. */
    public String commit(Instant time) {
        Instant base = Instant.ofEpochSecond(VectorClock.BASE);
        boolean counted = !time.isBefore(base) && time.isBefore(base.plus(COUNTED));
        return counted ? "undated" : ago(time);
    }

    /** How long something took, or has taken so far. */
    public String took(Instant from, Instant to) {
        if (from.getEpochSecond() == 0) {
            return "";
        }
        long seconds = Math.max(
                0, Duration.between(from, to.getEpochSecond() == 0 ? now : to).toSeconds());
        if (seconds < 120) {
            return seconds + " s";
        }
        return seconds < 7200
                ? seconds / 60 + " min " + seconds % 60 + " s"
                : seconds / 3600 + " h " + seconds / 60 % 60 + " min";
    }
}
