// Copyright BIDSforge contributors
// SPDX-License-Identifier: Apache-2.0
package org.bidsforge.intake.spool;

import java.util.List;
import java.util.Optional;

/**
 * What a session has to commit now. Objects that arrive later belong to the next batch.
 *
 * @param objects the objects to commit, in the order of their numbers
 * @param conflicts how many objects a person must look at before anything goes on
 * @param replaces whether a person said that these objects count against committed ones of the same instance
 * @param destination where the session was routed before, if it was
 */
public record Batch(List<SpoolObject> objects, int conflicts, boolean replaces, Optional<Destination> destination) {}
