// Copyright BIDSforge contributors
// SPDX-License-Identifier: Apache-2.0
package org.bidsforge.store.signed;

import java.io.IOException;
import java.io.OutputStream;
import org.bidsforge.store.Slice;

/** A slice as what a request carries. */
record SliceBody(Slice slice, String hash) implements Body {
    @Override
    public long length() {
        return slice.length();
    }

    @Override
    public void writeTo(OutputStream out) throws IOException {
        slice.copy((buffer, count) -> {
            out.write(buffer, 0, count);
            slice.content().progress().accept(count);
        });
    }
}
