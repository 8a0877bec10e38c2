// Copyright BIDSforge contributors
// SPDX-License-Identifier: Apache-2.0
package org.bidsforge.service.inbox;

import java.io.IOException;

/** Asked before an effect on the outside: extends the lease, or says that it is lost. */
@FunctionalInterface
public interface LeaseWatch {
    /** Throws when another owner has the lane, or when this process drains. */
    void check() throws IOException;
}
