// Copyright BIDSforge contributors
// SPDX-License-Identifier: Apache-2.0
package org.bidsforge.stages.rules;

import java.util.List;
import java.util.Optional;

/** What rules may ask about one series. */
public interface Facts {
    /** All values of the key, none when the series lacks it; nothing at all when it cannot be known yet. */
    Optional<List<String>> values(Key key);
}
