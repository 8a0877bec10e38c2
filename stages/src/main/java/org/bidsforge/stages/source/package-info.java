// Copyright BIDSforge contributors
// SPDX-License-Identifier: Apache-2.0

/** DICOM as people have it (folders, files, archives) sorted into scan sessions and their series. */
@NullMarked
package org.bidsforge.stages.source;

import org.jspecify.annotations.NullMarked;
