// Copyright BIDSforge contributors
// SPDX-License-Identifier: Apache-2.0
package org.bidsforge.stages.naming;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.bidsforge.core.bids.BidsName;
import org.bidsforge.core.bids.BidsPath;
import org.bidsforge.core.bids.BidsSchema;

/** Brings a wanted name within what the BIDS schema allows, and says what was changed. */
final class SchemaFit {
    private static final String NO_TASK = "unnamed";

    private final BidsSchema schema;

    SchemaFit(BidsSchema schema) {
        this.schema = schema;
    }

    /** A name that may stand, its path or what is still wrong with it, and the changes in words. */
    record Fitted(BidsName name, BidsPath path, List<String> changes) {
        Fitted {
            changes = List.copyOf(changes);
        }
    }

    Fitted fit(String datatype, BidsName wanted) {
        BidsName name = wanted;
        List<String> changes = new ArrayList<>();
        if (schema.suffixesOf(datatype).contains(wanted.suffix())) {
            for (Map.Entry<String, String> entity : wanted.entities().entrySet()) {
                if (!schema.allows(datatype, wanted.suffix(), entity.getKey())) {
                    name = name.without(entity.getKey());
                    changes.add(wanted.suffix() + " must not have " + entity.getKey() + "-" + entity.getValue()
                            + "; it was left out");
                }
            }
        }
        BidsPath path = schema.path(datatype, name);
        if (path.find().isEmpty()
                && datatype.equals("func")
                && name.entity("task").isEmpty()) {
            name = name.with("task", NO_TASK);
            path = schema.path(datatype, name);
            changes.add("a functional image must have a task; task-" + NO_TASK + " was put in");
        }
        return new Fitted(name, path, changes);
    }

    boolean allows(String datatype, String suffix, String entity) {
        return schema.allows(datatype, suffix, entity);
    }
}
