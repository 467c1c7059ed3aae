/** VitePress's own theme, and how a drawing stands on a page. */
import theme from 'vitepress/theme';
import './style.css';

export default theme;
