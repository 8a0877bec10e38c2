// Copyright BIDSforge contributors
// SPDX-License-Identifier: Apache-2.0
package org.bidsforge.intake.deidentify;

/** What happens when the repository has an object with other content. */
public enum Replacing {
    /** A person must look. */
    REFUSED,
    /** A person has looked: the new one counts. */
    ALLOWED
}
