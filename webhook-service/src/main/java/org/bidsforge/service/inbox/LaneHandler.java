// Copyright BIDSforge contributors
// SPDX-License-Identifier: Apache-2.0
package org.bidsforge.service.inbox;

import java.io.IOException;
import java.util.List;

/** Looks at what a lane's deliveries hint at. It may be asked again about the same ones. */
@FunctionalInterface
public interface LaneHandler {
    /**
     * Returns when the world has been moved as far as it can be now; an exception asks for a retry.
     *
     * @param watch must be asked before each effect on the outside
     */
    void look(String lane, List<Delivery> hints, LeaseWatch watch) throws IOException;
}
