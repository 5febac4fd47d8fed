import { useEffect, useRef } from 'react';
import { NavLink, Route, Routes, useLocation, useNavigate } from 'react-router';
import { EmptyState } from '../../ui/EmptyState.tsx';
import { PageBar } from '../../ui/PageBar.tsx';
import { adminSections } from './sections.ts';
import './admin.css';

/** What those who administrate the instance see of it: a section a subject, each with its own address. */
export function AdminPage() {
  const navigate = useNavigate();
  useEffect(() => {
    const before = document.title;
    document.title = 'Administration · Parley';
    return () => {
      document.title = before;
    };
  }, []);
  const nav = useRef<HTMLElement>(null);
  const { pathname } = useLocation();
  // On a narrow screen the row goes on beyond its edge: where one is, is in sight.
  useEffect(() => {
    if (pathname !== '')
      nav.current?.querySelector('[aria-current]')?.scrollIntoView({ block: 'nearest', inline: 'center' });
  }, [pathname]);
  return (
    <main className="admin">
      <PageBar title="Administration" onBack={() => navigate('/')} backLabel="Back to your conversations" />
      <nav className="admin-nav" ref={nav} aria-label="Sections">
        {adminSections.map(({ path, label }) => (
          <NavLink key={path} to={path === '' ? '/admin' : `/admin/${path}`} end={path === ''}>
            {label}
          </NavLink>
        ))}
      </nav>
      <div className="admin-body">
        <Routes>
          {adminSections.map(({ path, Section }) => (
            <Route key={path} path={path === '' ? '' : `${path}/*`} element={<Section />} />
          ))}
          <Route path="*" element={<EmptyState title="There is no such section" />} />
        </Routes>
      </div>
    </main>
  );
}
