// Copyright BIDSforge contributors
// SPDX-License-Identifier: Apache-2.0
package org.bidsforge.intake.spool;

import java.util.List;

/**
 * What a session has to commit now. Objects that arrive later belong to the next batch.
 *
 * @param objects the objects to commit, in the order of their numbers
 * @param conflicts how many objects a person must look at before anything goes on
 */
public record Batch(List<SpoolObject> objects, int conflicts) {}
