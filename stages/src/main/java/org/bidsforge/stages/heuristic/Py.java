// Copyright BIDSforge contributors
// SPDX-License-Identifier: Apache-2.0
package org.bidsforge.stages.heuristic;

import java.util.List;
import java.util.Map;

/** An expression of Python, as far as comparisons and templates need it. */
sealed interface Py {
    record Name(String id) implements Py {}

    record Attribute(Py of, String name) implements Py {}

    record Item(Py of, Py index) implements Py {}

    record Text(String value) implements Py {}

    /** A number as it is written. */
    record Digits(String value) implements Py {}

    record Truth(boolean value) implements Py {}

    /** A list, a tuple or a set. */
    record Items(List<Py> values) implements Py {
        public Items {
            values = List.copyOf(values);
        }
    }

    /** A dictionary; keys are expressions. */
    record Entries(List<Map.Entry<Py, Py>> values) implements Py {
        public Entries {
            values = List.copyOf(values);
        }
    }

    record Call(Py function, List<Py> arguments, Map<String, Py> named) implements Py {
        public Call {
            arguments = List.copyOf(arguments);
            named = Map.copyOf(named);
        }
    }

    record Not(Py operand) implements Py {}

    /** {@code and} or {@code or}. */
    record Junction(boolean all, List<Py> parts) implements Py {
        public Junction {
            parts = List.copyOf(parts);
        }
    }

    /** One comparison: {@code ==}, {@code <}, {@code in}, {@code not in} .. */
    record Comparison(Py left, String operator, Py right) implements Py {}

    /** Anything that is no comparison or template, in its own words. */
    record Other(String words) implements Py {}
}
