/** @jsxImportSource react */
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { Console } from './console.js';

const page = document.getElementById('page');
if (page)
  createRoot(page).render(
    <StrictMode>
      <Console />
    </StrictMode>,
  );
