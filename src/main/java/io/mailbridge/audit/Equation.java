package io.mailbridge.audit;

/**
 * One line of the books.
 *
 * @param name what has to equal what
 * @param left its left side
 * @param right its right side
 * @param atLeast true where the left side may be greater
 * @param remark a sentence on what a difference can come from; null where it balances
 */
public record Equation(String name, long left, long right, boolean atLeast, String remark) {
    static Equation equal(String name, long left, long right, String tooMuch, String tooLittle) {
        String remark = left == right ? null : left > right ? tooMuch : tooLittle;
        return new Equation(name, left, right, false, remark);
    }

    static Equation atLeast(String name, long left, long right, String tooLittle) {
        return new Equation(name, left, right, true, left >= right ? null : tooLittle);
    }

    public boolean balances() {
        return left == right || atLeast && left > right;
    }
}
