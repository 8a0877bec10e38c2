// Copyright BIDSforge contributors
// SPDX-License-Identifier: Apache-2.0
package org.bidsforge.embedded.api;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.bidsforge.embedded.wire.Links;

/** A page of a list, by Gitea's parameters page and limit. */
record Page(int number, int size) {
    static final int MOST = 50;
    static final int USUAL = 30;

    static Page of(Call call) {
        int limit = positive(call.query("limit"), USUAL);
        return new Page(positive(call.query("page"), 1), Math.min(limit, MOST));
    }

    /** How many items come before. */
    int offset() {
        return (int) Math.min(Integer.MAX_VALUE, (long) (number - 1) * size);
    }

    <T> List<T> cut(List<T> items) {
        long from = Math.min(items.size(), offset());
        return items.subList((int) from, (int) Math.min(items.size(), from + size));
    }

    /** Tells how many there are, and where the other pages are. */
    void tell(Call call, int total) {
        call.context().header("X-Total-Count", String.valueOf(total));
        int last = (total + size - 1) / size;
        List<String> links = new ArrayList<>();
        if (number < last) {
            links.add(link(call, number + 1, "next"));
            links.add(link(call, last, "last"));
        }
        if (number > 1 && last > 1) {
            links.add(link(call, 1, "first"));
            links.add(link(call, number - 1, "prev"));
        }
        if (!links.isEmpty()) {
            call.context().header("Link", String.join(",", links));
        }
    }

    private static String link(Call call, int page, String relation) {
        Map<String, List<String>> parameters = new TreeMap<>(call.context().queryParamMap());
        parameters.put("page", List.of(String.valueOf(page)));
        List<String> query = new ArrayList<>();
        parameters.forEach((name, values) -> values.forEach(
                value -> query.add(Links.path(name) + "=" + Links.path(value).replace("/", "%2F"))));
        return "<" + call.context().url() + "?" + String.join("&", query) + ">; rel=\"" + relation + "\"";
    }

    private static int positive(String text, int otherwise) {
        if (!text.matches("[0-9]{1,9}")) {
            return otherwise;
        }
        int value = Integer.parseInt(text);
        return value > 0 ? value : otherwise;
    }
}
