// Copyright BIDSforge contributors
// SPDX-License-Identifier: Apache-2.0
package org.bidsforge.intake.commit;

import java.nio.file.Path;
import org.bidsforge.core.annex.AnnexKey;

/**
 * Content on its way to the store.
 *
 * @param path where the repository has it
 * @param file where it lies now
 */
public record Archive(String path, AnnexKey key, Path file) {}
