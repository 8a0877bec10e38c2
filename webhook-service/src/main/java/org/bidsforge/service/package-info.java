// Copyright BIDSforge contributors
// SPDX-License-Identifier: Apache-2.0

/** Receives hooks, keeps the inbox, starts pipelines, keeps merge requests and serves the pages. */
@NullMarked
package org.bidsforge.service;

import org.jspecify.annotations.NullMarked;
