/* SPDX-License-Identifier: Apache-2.0 */
package dev.duly.processor.model;

/** A declared {@code @Owner}; parts not declared are empty. */
public record OwnerModel(Declared<String> team, String contact, String runbook) {}
