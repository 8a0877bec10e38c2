// Copyright BIDSforge contributors
// SPDX-License-Identifier: Apache-2.0

/** What a person runs: doctor, login, gc and du. Not loaded when git-annex starts the program. */
@NullMarked
package org.bidsforge.annexremote.command;

import org.jspecify.annotations.NullMarked;
