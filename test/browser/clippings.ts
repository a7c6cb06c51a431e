import type { FrameLocator } from 'playwright-core';

/**
 * What of the builder's page is cut off or goes beyond its right edge, as selectors with the widths. What a person types
 * may scroll in its own control.
 */
export function clippings(builder: FrameLocator): Promise<readonly string[]> {
  return builder.locator('html').evaluate((root) => {
    const describe = (element: Element, what: string) =>
      `${element.tagName.toLowerCase()}.${[...element.classList].join('.')} ${what}`;
    const width = root.clientWidth;
    const textWidth = (text: string, { font }: CSSStyleDeclaration) => {
      const context = document.createElement('canvas').getContext('2d');
      if (!context) return 0;
      context.font = font;
      return context.measureText(text).width;
    };
    const found = root.scrollWidth > width ? [describe(root, `scrolls to ${root.scrollWidth} of ${width}`)] : [];
    for (const element of document.querySelectorAll('main *')) {
      if (!(element instanceof HTMLElement) || element.closest('.visually-hidden')) continue;
      const style = getComputedStyle(element);
      const { right, left, width: ownWidth } = element.getBoundingClientRect();
      if (ownWidth === 0) continue;
      if (right > width + 0.5 || left < -0.5) found.push(describe(element, `reaches from ${left} to ${right}`));
      if (element instanceof HTMLSelectElement) {
        const inner =
          element.clientWidth - Number.parseFloat(style.paddingLeft) - Number.parseFloat(style.paddingRight);
        const text = element.selectedOptions[0]?.text ?? '';
        // The person's own text ends with an ellipsis.
        if (element.value !== '-1' && textWidth(text, style) > inner + 1)
          found.push(describe(element, `cuts "${text}"`));
      } else if (!element.matches('input, textarea, option') && style.display !== 'inline') {
        if (element.scrollWidth > element.clientWidth + 1)
          found.push(describe(element, `holds ${element.scrollWidth}`));
        const isCut = style.overflowY === 'hidden' && element.scrollHeight > element.clientHeight + 1;
        if (isCut) found.push(describe(element, `is ${element.scrollHeight} high, and shows ${element.clientHeight}`));
      }
    }
    return found;
  });
}
