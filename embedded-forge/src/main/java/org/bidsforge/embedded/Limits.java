// Copyright BIDSforge contributors
// SPDX-License-Identifier: Apache-2.0
package org.bidsforge.embedded;

/**
 * The largest inputs that are taken, in bytes.
 *
 * @param body of an API call
 * @param attachment one file of a comment
 * @param push all objects of one push
 */
public record Limits(long body, long attachment, long push) {
    /** 64 MiB, 20 MiB and 2 GiB. */
    public static final Limits DEFAULT = new Limits(64L << 20, 20L << 20, 2L << 30);
}
