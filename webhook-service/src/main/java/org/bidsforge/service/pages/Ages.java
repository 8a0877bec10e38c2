// Copyright BIDSforge contributors
// SPDX-License-Identifier: Apache-2.0
package org.bidsforge.service.pages;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/** Times for people, as seen at one moment. The server's time zone is nobody's, so all is UTC. */
public record Ages(Instant now) {
    private static final DateTimeFormatter MINUTE =
            DateTimeFormatter.ofPattern("d MMM uuuu HH:mm 'UTC'", Locale.ROOT).withZone(ZoneOffset.UTC);

    public String age(Instant since) {
        Duration age = Duration.between(since, now);
        if (age.toMinutes() < 1) {
            return "less than a minute";
        }
        if (age.toHours() < 1) {
            return age.toMinutes() + " min";
        }
        return age.toDays() < 2 ? age.toHours() + " h" : age.toDays() + " days";
    }

    public String minute(Instant time) {
        return MINUTE.format(time);
    }

    public String minute(long milliseconds) {
        return minute(Instant.ofEpochMilli(milliseconds));
    }
}
