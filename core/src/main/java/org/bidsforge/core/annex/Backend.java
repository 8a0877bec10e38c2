// Copyright BIDSforge contributors
// SPDX-License-Identifier: Apache-2.0
package org.bidsforge.core.annex;

/** The key backends that BIDSforge writes; both name content by its hash and keep the file's extension. */
public enum Backend {
    MD5E,
    SHA256E
}
