/* SPDX-License-Identifier: Apache-2.0 */
package dev.duly.checks.testmessages;

import dev.duly.Message;

@Message(channel = "orders")
public record Unkeyed(String orderId) {}
