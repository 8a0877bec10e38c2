// Copyright BIDSforge contributors
// SPDX-License-Identifier: Apache-2.0
package org.bidsforge.service.steward;

import java.net.URI;
import java.time.Clock;
import org.bidsforge.forge.Forge;
import org.bidsforge.service.intake.IntakeSessions;
import org.bidsforge.service.metrics.Metrics;
import org.bidsforge.service.sessions.SessionStates;
import org.bidsforge.service.sessions.Timeline;
import org.bidsforge.service.work.Pictures;
import org.bidsforge.service.work.Reports;
import org.bidsforge.service.work.WorkLedger;

/**
 * What a steward works with.
 *
 * @param pages the address of this service as people reach it, with a slash at the end
 */
public record StewardParts(
        Forge forge,
        StudyMirror mirror,
        WorkLedger ledger,
        Reports reports,
        Pictures pictures,
        SessionStates states,
        IntakeSessions intake,
        Timeline timeline,
        Metrics metrics,
        URI pages,
        Clock clock) {}
