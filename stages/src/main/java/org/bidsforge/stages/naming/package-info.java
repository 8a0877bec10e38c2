// Copyright BIDSforge contributors
// SPDX-License-Identifier: Apache-2.0

/** Decides which BIDS file each image of a session becomes, by ReproIn names, else by dcm2niix's guess. */
@NullMarked
package org.bidsforge.stages.naming;

import org.jspecify.annotations.NullMarked;
