// Copyright BIDSforge contributors
// SPDX-License-Identifier: Apache-2.0
package org.bidsforge.stages.rules;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** What must be true of a series for a rule to take it. */
public sealed interface Condition {
    Verdict of(Facts facts);

    /** True of every series. */
    record Always() implements Condition {
        @Override
        public Verdict of(Facts facts) {
            return Verdict.yes(Map.of());
        }
    }

    /** One value of the key passes the test; a key with several values passes when one of them does. */
    record Ask(Key key, ValueTest test) implements Condition {
        private static final int SHOWN = 3;

        @Override
        public Verdict of(Facts facts) {
            List<String> values = facts.values(key).orElse(null);
            if (values == null) {
                return Verdict.unknown(key + " is known only once the series is converted");
            }
            if (test instanceof ValueTest.Present present) {
                return present.wanted() != values.isEmpty()
                        ? Verdict.yes(Map.of())
                        : Verdict.no(key + (present.wanted() ? " is missing" : " is there"));
            }
            try {
                for (String value : values) {
                    Map<String, String> groups = test.match(value).orElse(null);
                    if (groups != null) {
                        return Verdict.yes(groups);
                    }
                }
            } catch (PatientText.TooSlow slow) {
                return Verdict.no(key + ": " + slow.getMessage());
            }
            String found = values.stream().limit(SHOWN).collect(Collectors.joining(", "));
            return Verdict.no(values.isEmpty() ? key + " is missing" : key + " is not " + test + ": " + found);
        }
    }

    /** Every part holds. */
    record All(List<Condition> parts) implements Condition {
        public All {
            parts = List.copyOf(parts);
        }

        @Override
        public Verdict of(Facts facts) {
            Verdict result = Verdict.yes(Map.of());
            for (Condition part : parts) {
                Verdict verdict = part.of(facts);
                if (verdict.answer() == Verdict.Answer.NO) {
                    return verdict;
                }
                // One part that cannot be known yet leaves the whole open.
                result = result.answer() == Verdict.Answer.YES
                        ? verdict.withGroupsOf(result)
                        : result.withGroupsOf(verdict);
            }
            return result;
        }
    }

    /** At least one part holds. */
    record Any(List<Condition> parts) implements Condition {
        public Any {
            parts = List.copyOf(parts);
        }

        @Override
        public Verdict of(Facts facts) {
            List<Verdict> verdicts = parts.stream().map(part -> part.of(facts)).toList();
            for (Verdict.Answer answer : new Verdict.Answer[] {Verdict.Answer.YES, Verdict.Answer.UNKNOWN}) {
                for (Verdict verdict : verdicts) {
                    if (verdict.answer() == answer) {
                        return verdict;
                    }
                }
            }
            return Verdict.no(verdicts.stream().map(Verdict::why).collect(Collectors.joining(", and ")));
        }
    }

    /** The part does not hold. */
    record Not(Condition part, String text) implements Condition {
        @Override
        public Verdict of(Facts facts) {
            Verdict verdict = part.of(facts);
            return switch (verdict.answer()) {
                case YES -> Verdict.no("not " + text + " is wanted");
                case NO -> Verdict.yes(Map.of());
                case UNKNOWN -> verdict;
            };
        }
    }
}
